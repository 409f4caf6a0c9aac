using System.Buffers;
using MailKit;
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

    private static readonly (string Name, MessageFlags Flag)[] Known =
    [
        (Seen, MessageFlags.Seen), (Answered, MessageFlags.Answered), (Flagged, MessageFlags.Flagged), (Deleted, MessageFlags.Deleted),
        (Draft, MessageFlags.Draft),
    ];

    /// <summary>Flags as MailKit takes them: the system's, and keywords.</summary>
    /// <exception cref="UnsafeArgumentException">One of them is not a flag.</exception>
    internal static (MessageFlags Flags, List<string> Keywords) Parse(IEnumerable<string> names)
    {
        var flags = MessageFlags.None;
        var keywords = new List<string>();
        foreach (var name in names.Select(Checked))
        {
            var known = Array.Find(Known, k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Flag;
            flags |= known;
            if (known == MessageFlags.None) keywords.Add(name);
        }

        return (flags, keywords);
    }

    internal static string[] Names(MessageFlags flags, IEnumerable<string> keywords) =>
        [.. Known.Where(known => flags.HasFlag(known.Flag)).Select(known => known.Name), .. keywords];

    /// <summary>A flag is an atom, with one backslash in front if it is the system's.</summary>
    private static string Checked(string flag)
    {
        var atom = flag.StartsWith('\\') ? flag.AsSpan(1) : flag.AsSpan();
        var isAtom = !atom.IsEmpty && !atom.ContainsAny(NotInAtoms) && !atom.ContainsAnyExceptInRange('!', '~');
        return isAtom ? flag : throw new UnsafeArgumentException($"'{flag}' is not a flag.", nameof(flag));
    }
}
