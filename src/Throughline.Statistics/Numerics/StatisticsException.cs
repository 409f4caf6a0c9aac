namespace Throughline.Statistics.Numerics;

/// <summary>
/// Input that has no answer. <see cref="Code"/> names the reason for a program (<c>empty</c>, <c>notFinite</c>,
/// <c>countBeyondTotal</c>, <c>zeroVariance</c>, …); the message says to a person how to mend it.
/// </summary>
public sealed class StatisticsException(string code, string message) : ArgumentException(message)
{
    public string Code { get; } = code;
}
