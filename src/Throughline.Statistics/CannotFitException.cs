namespace Throughline.Statistics;

/// <summary>A model cannot be fitted to what was given. <see cref="Code"/> names the reason in snake case; the message says how to mend it.</summary>
public sealed class CannotFitException(string code, string message) : Exception(message)
{
    /// <summary>The reason, stable and in snake case, such as <c>no_repeat_purchases</c>.</summary>
    public string Code { get; } = code;
}
