namespace Throughline.Mail.Net;

/// <summary>Guards the border between arguments and command lines.</summary>
internal static class OneLine
{
    /// <summary>The value itself, when it cannot end a line early.</summary>
    public static string Require(string value, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        return value.AsSpan().ContainsAny('\r', '\n', '\0')
            ? throw new UnsafeArgumentException("A line break or NUL is not allowed here.", parameter)
            : value;
    }
}
