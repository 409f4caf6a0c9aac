using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>Decides whether a message was sent by a machine, to many, in a loop, or is a bounce (RFC 3834, 2369, 2919, 3464, 5321).</summary>
internal static class VerdictRules
{
    // RFC 5321, 6.3 asks for a limit of at least 100 where mail is relayed; nothing reaches a mailbox in good order over half of that.
    private const int MostHops = 50;
    private const int LongestSubject = 1000;
    private static readonly string[] RobotNames = ["mailer-daemon", "mail-daemon", "postmaster", "maildaemon", "mailerdaemon"];
    private static readonly string[] QuietNames =
    ["noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply", "ne-pas-repondre", "nepasrepondre", "bounce",
        "bounces"
    ];
    private static readonly string[] BounceSubjects =
    [
        "could not be delivered", "couldn't be delivered", "not delivered", "mail failed", "returning to sender", "returning message", "returned to sender",
        "undeliver", "delivery status notification", "delivery failure", "delivery has failed", "mail delivery failed", "returned mail",
        "failure notice", "undelivered mail returned",
        "unzustellbar", "nicht zugestellt", "message non distribu", "non remis", "no se puede entregar", "mancato recapito", "onbestelbaar",
        "nie można dostarczyć", "не доставлено", "配信不能", "退信",
    ];
    private static readonly string[] AbsenceSubjects =
    [
        "out of office", "out of the office", "automatic reply", "auto reply", "autoreply", "auto-reply", "automatische antwort",
        "abwesenheit", "abwesend", "réponse automatique",
        "absence du bureau", "respuesta automática", "fuera de la oficina", "risposta automatica", "fuori ufficio", "automatisch antwoord",
        "afwezig", "automatiskt svar", "frånvaro",
        "automatisk svar", "autosvar", "automaattinen vastaus", "automatyczna odpowiedź", "automatická odpověď", "автоответ", "自動応答", "自动答复", "自動回覆",
    ];

    public static IReadOnlyList<MailVerdict> Judge(MailMessage message)
    {
        var verdicts = new List<MailVerdict>();
        Add(VerdictKind.Bounce, Bounce(message));
        Add(VerdictKind.AutoSubmitted, AutoSubmitted(message));
        Add(VerdictKind.Bulk, Bulk(message));
        Add(VerdictKind.Loop, Loop(message));
        return verdicts;

        void Add(VerdictKind kind, string? reason)
        {
            if (reason is not null) verdicts.Add(new(kind, reason));
        }
    }

    private static string? Bounce(MailMessage message)
    {
        if (message.DeliveryReport is { } report)
            return report.Recipients.Any(r => r.IsTrouble) || report.Recipients.Count == 0 ? "It carries a delivery report (RFC 3464)." : null;
        if (message.Headers.Value("X-Failed-Recipients") is { Length: > 0 }) return "X-Failed-Recipients names who could not be reached.";
        var fromRobot = IsFromRobot(message);
        var nobodyToAnswer = message.ReturnPath is { Length: 0 };
        if (IsReport(message) && Mentions(message.Subject, BounceSubjects)) return "It is a report (RFC 6522) and the subject says that delivery failed.";
        if ((fromRobot || nobodyToAnswer) && Mentions(message.Subject, BounceSubjects))
            return fromRobot ? "A mail system writes that delivery failed." : "The envelope sender is empty and the subject says that delivery failed.";
        return null;
    }

    private static string? AutoSubmitted(MailMessage message)
    {
        var headers = message.Headers;
        if (headers.Value("Auto-Submitted") is { Length: > 0 } auto && !auto.StartsWith("no", StringComparison.OrdinalIgnoreCase))
            return $"Auto-Submitted is {First(auto)} (RFC 3834).";
        if (message.DeliveryReport is not null) return "It is a report by a mail system (RFC 3464).";
        if (message.MediaType.Is("multipart/report")) return "It is a report by a mail system (RFC 6522).";
        foreach (var name in (string[])
        ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-AutoReply-From", "X-Mail-Autoreply", "X-FC-MachineGenerated"
        ])
            if (headers.Value(name) is { Length: > 0 } value && !value.Equals("no", StringComparison.OrdinalIgnoreCase)) return $"{name} is set.";
        if (headers.Value("X-POST-MessageClass") is { } messageClass && messageClass.Contains("Autoresponder", StringComparison.OrdinalIgnoreCase))
            return "X-POST-MessageClass names an autoresponder.";
        if (First(headers.Value("Precedence") ?? "") is "auto_reply" or "auto-reply") return "Precedence is auto_reply.";
        if (message.ReturnPath is { Length: 0 }) return "The envelope sender is empty: nobody wants an answer (RFC 5321, 4.5.5).";
        if (IsFromRobot(message)) return "It comes from a mail system.";
        if (SaysAbsent(message.Subject)) return "The subject is that of an automatic reply.";
        return IsOneOf(message.From?.LocalPart, QuietNames) ? "The sender's address says that it takes no answers." : null;
    }

    private static string? Bulk(MailMessage message)
    {
        var headers = message.Headers;
        var precedence = First(headers.Value("Precedence") ?? "");
        if (precedence is "bulk" or "list" or "junk") return $"Precedence is {precedence}.";
        foreach (var name in (string[])
        ["List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID", "X-Campaign", "X-CampaignID", "X-Mailing-List", "X-Mailman-Version"
        ])
            if (headers.Value(name) is { Length: > 0 }) return $"{name} is set.";
        return null;
    }

    private static string? Loop(MailMessage message)
    {
        if (message.Headers.Value("X-Loop") is { Length: > 0 }) return "X-Loop is set.";
        var hops = message.Headers.All("Received").Count();
        if (hops > MostHops) return $"It passed {hops} mail systems.";
        var delivered = message.Headers.All("Delivered-To").Select(h => h.Value.ToLowerInvariant()).Where(v => v.Length > 0).GroupBy(v => v)
            .FirstOrDefault(g => g.Count() > 1);
        return delivered is null ? null : "It was delivered to the same address twice.";
    }

    private static bool IsFromRobot(MailMessage message) =>
        message.Froms.Append(message.From).Any(m => IsOneOf(m?.LocalPart, RobotNames)) || IsOneOf(message.ReturnPath?.Split('@')[0], RobotNames);

    private static bool IsReport(MailMessage message) =>
        message.MediaType.Is("multipart/report")
            && (message.MediaType["report-type"] ?? "delivery-status").Equals("delivery-status", StringComparison.OrdinalIgnoreCase);

    // Only at the start, and with a colon or nothing behind: whoever answers such a mail, or writes of office chairs, is a person.
    private static bool SaysAbsent(string subject)
    {
        var rest = subject.Trim();
        if (rest.Length > LongestSubject) rest = rest[..LongestSubject];
        while (Array.Find(AbsenceSubjects, p => rest.StartsWith(p, StringComparison.OrdinalIgnoreCase)) is { } phrase)
        {
            var end = phrase.Length;
            while (end < rest.Length && rest[end] < '\u0250' && char.IsLetter(rest[end])) end++;   // "Abwesenheitsnotiz"
            rest = rest[end..].TrimStart();
            if (rest.Length == 0 || rest[0] is ':' or '：') return true;
        }
        return false;
    }

    private static bool IsOneOf(string? localPart, string[] names) => localPart is not null && names.Contains(localPart, StringComparer.OrdinalIgnoreCase);

    private static bool Mentions(string subject, string[] phrases) => phrases.Any(p => subject.Contains(p, StringComparison.OrdinalIgnoreCase));

    private static string First(string value) => value.Trim().Split(' ', ';', '(')[0].ToLowerInvariant();
}
