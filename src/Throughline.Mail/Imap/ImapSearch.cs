using System.Globalization;
using Throughline.Mail.Net;

namespace Throughline.Mail.Imap;

/// <summary>What to search a mailbox for; conditions join with "and" (RFC 3501 section 6.4.4). Immutable.</summary>
public sealed class ImapSearch
{
    private readonly IReadOnlyList<(string Words, string? Argument)> _conditions;

    private ImapSearch(IReadOnlyList<(string, string?)> conditions) => _conditions = conditions;

    /// <summary>Every message.</summary>
    public static ImapSearch All { get; } = new([]);

    /// <summary>Not read yet.</summary>
    public ImapSearch Unseen() => And("UNSEEN");

    /// <summary>With this flag or keyword set.</summary>
    public ImapSearch Having(string flag) => And(Key(flag, ""));

    /// <summary>Without this flag or keyword.</summary>
    public ImapSearch Lacking(string flag) => And(Key(flag, "UN"));

    /// <summary>With a UID of at least this. (The server's "n:*" also matches the last message when it is lower; that is filtered by
    /// <see cref="MailboxWatcher"/>.)</summary>
    public ImapSearch FromUid(uint uid) => And(string.Create(CultureInfo.InvariantCulture, $"UID {uid}:*"));

    /// <summary>Among these UIDs.</summary>
    public ImapSearch Among(UidSet uids) =>
        uids.Count == 0 ? throw new ArgumentException("A search among no messages finds nothing.", nameof(uids)) : And($"UID {uids}");

    /// <summary>Received on this day or later, by the server's own time zone.</summary>
    public ImapSearch Since(DateOnly day) => And(string.Create(CultureInfo.InvariantCulture, $"SINCE {day:d-MMM-yyyy}"));

    /// <summary>Received before this day, by the server's own time zone.</summary>
    public ImapSearch Before(DateOnly day) => And(string.Create(CultureInfo.InvariantCulture, $"BEFORE {day:d-MMM-yyyy}"));

    /// <summary>With this text in a header field of this name.</summary>
    public ImapSearch HeaderHolds(string field, string text) =>
        field.Length > 0 && field.All(c => c is > ' ' and <= '~' and not (':' or '"' or '\\' or '(' or ')' or '{' or '%' or '*' or ']'))
            ? And($"HEADER {field}", text)
            : throw new UnsafeArgumentException($"'{field}' is not a header field's name.", nameof(field));

    /// <summary>With this text in the subject.</summary>
    public ImapSearch SubjectHolds(string text) => And("SUBJECT", text);

    /// <summary>With this text among the senders.</summary>
    public ImapSearch FromHolds(string text) => And("FROM", text);

    /// <summary>Larger than this many bytes.</summary>
    public ImapSearch LargerThan(uint bytes) => And(string.Create(CultureInfo.InvariantCulture, $"LARGER {bytes}"));

    internal void WriteTo(ImapCommand command)
    {
        if (_conditions.Any(c => c.Argument?.Any(x => x > '~') == true)) command.Words("CHARSET UTF-8");
        if (_conditions.Count == 0) command.Words("ALL");
        foreach (var (words, argument) in _conditions)
        {
            command.Words(words);
            if (argument is not null) command.Argument(argument, nameof(argument));
        }
    }

    private ImapSearch And(string words, string? argument = null) =>
        new([.. _conditions, (words, argument is null ? null : OneLine.Require(argument, nameof(argument)))]);

    private static string Key(string flag, string not) => ImapFlag.Checked(flag) switch
    {
        ImapFlag.Seen or ImapFlag.Answered or ImapFlag.Flagged or ImapFlag.Deleted or ImapFlag.Draft => $"{not}{flag[1..].ToUpperInvariant()}",
        _ => $"{not}KEYWORD {flag}",
    };
}
