using System.Text.RegularExpressions;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Who writes: a mail system, nobody, or somebody.</summary>
internal static partial class MailRobots
{
    private static readonly string[] Daemons =
    ["mailerdaemon", "maildaemon", "mdaemon", "maildeliverysystem", "maildeliverysubsystem", "maildeliveryservice", "maildelivery", "mailsystem"];

    private static readonly string[] DaemonNames = ["maildeliverysystem", "maildeliverysubsystem", "maildeliveryservice", "mailerdaemon"];

    private static readonly string[] QuietNames =
    ["noreply", "donotreply", "nepasrepondre", "bounce", "bounces"];

    /// <summary>Whether a mail system wrote it: its daemon, or its postmaster.</summary>
    public static bool Wrote(MailMessage message) => IsDaemon(message) || Locals(message).Any(local => local == "postmaster");

    /// <summary>Whether the program that delivers mail wrote it, which no person answers for.</summary>
    public static bool IsDaemon(MailMessage message) =>
        Locals(message).Any(local => Daemons.Contains(local) || Exchange().IsMatch(local)) || message.Froms.Any(m => DaemonNames.Contains(Letters(m.Name)));

    /// <summary>Whether there is nobody to answer: an empty envelope sender (RFC 5321, 4.5.5), or no author at all.</summary>
    public static bool IsNobody(MailMessage message) =>
        HasEmptyPath(message) || message.ReturnPath is null && message.From?.Address.Contains('@', StringComparison.Ordinal) != true;

    /// <summary>Whether the envelope sender is empty; qmail writes <c>#@[]</c> where even a bounce has bounced.</summary>
    public static bool HasEmptyPath(MailMessage message) =>
        message.ReturnPath is { } path && (path.Length == 0 || path.StartsWith('#') || path.StartsWith('>'));

    /// <summary>Whether the author's address says that it takes no answers.</summary>
    public static bool TakesNoAnswers(MailMessage message) => message.From is { } from && QuietNames.Contains(Letters(from.LocalPart));

    private static IEnumerable<string> Locals(MailMessage message) =>
        message.Froms.Append(message.From).OfType<Mailbox>().Select(m => Letters(m.LocalPart)).Append(Letters(message.ReturnPath?.Split('@')[0] ?? ""));

    // Mail.Delivery-System and MAILER_DAEMON
    private static string Letters(string name) =>
        name.Length > 100 ? "" : string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or '_'))).ToLowerInvariant();

    // MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e
    [GeneratedRegex("^microsoftexchange[0-9a-f]{8,}$")]
    private static partial Regex Exchange();
}
