namespace Throughline.Mail.Messages;

/// <summary>Makes one line of what a stranger wrote: what breaks lines in some viewer becomes a blank, and control characters go.</summary>
internal static class PlainLine
{
    /// <summary>The text on one line; itself when it is so already.</summary>
    public static string Of(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.Any(IsOdd) ? string.Concat(text.Where(IsKept).Select(c => BreaksLines(c) ? ' ' : c)) : text;

    /// <summary>Whether some viewers break a line here.</summary>
    public static bool BreaksLines(char c) => c is '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsOdd(char c) => BreaksLines(c) || !IsKept(c);

    private static bool IsKept(char c) => c == '\t' || BreaksLines(c) || !char.IsControl(c);
}
