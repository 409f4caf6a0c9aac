using System.Buffers;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>The flags that every server knows (RFC 3501 section 2.3.2). Keywords of one's own are plain words.</summary>
public static class ImapFlag
{
    /// <summary>It has been read.</summary>
    public const string Seen = "\\Seen";

    /// <summary>It has been answered.</summary>
    public const string Answered = "\\Answered";

    /// <summary>It is marked for attention.</summary>
    public const string Flagged = "\\Flagged";

    /// <summary>It goes at the next expunge.</summary>
    public const string Deleted = "\\Deleted";

    /// <summary>It is a draft.</summary>
    public const string Draft = "\\Draft";

    private static readonly SearchValues<char> NotInAtoms = SearchValues.Create("(){%*\"\\] ");

    internal static string Join(IEnumerable<string> flags) => $"({string.Join(' ', flags.Select(Checked))})";

    /// <summary>A flag is an atom, with one backslash in front if it is the system's.</summary>
    internal static string Checked(string flag)
    {
        var atom = flag.StartsWith('\\') ? flag.AsSpan(1) : flag.AsSpan();
        var isAtom = !atom.IsEmpty && !atom.ContainsAny(NotInAtoms) && !atom.ContainsAnyExceptInRange('!', '~');
        return isAtom ? flag : throw new UnsafeArgumentException($"'{flag}' is not a flag.", nameof(flag));
    }
}
