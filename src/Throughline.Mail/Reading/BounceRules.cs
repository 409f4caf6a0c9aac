using System.Text.RegularExpressions;
using Throughline.Mail.Messages;
using Throughline.Mail.Threading;

namespace Throughline.Mail.Reading;

/// <summary>
/// Decides whether a mail says that another could not be delivered: by a report (RFC 3464), or by who writes and of what. That one is late
/// is no bounce, and neither is what a person writes about one.
/// </summary>
internal static partial class BounceRules
{
    private const int BodyLookedAt = 4000;

    /// <summary>Why it is a bounce; null when it is none.</summary>
    public static string? Reason(MailMessage message)
    {
        if (ReportOf(message) is { } report)
        {
            if (report.Recipients.Any(r => r.IsTrouble && !r.IsDelayed)) return "It carries a delivery report (RFC 3464).";
            return report.Recipients.Count == 0 && !VerdictWords.SayDelayOrSuccess(message.Subject) ? "It carries a delivery report (RFC 3464)." : null;
        }
        var saysFailure = VerdictWords.SayFailure(message.Subject);
        var isLateOrWell = !saysFailure && VerdictWords.SayDelayOrSuccess(message.Subject);
        if (isLateOrWell) return null;
        if (message.Headers.Value("X-Failed-Recipients") is { Length: > 0 }) return "X-Failed-Recipients names who could not be reached.";
        var (robot, nobody) = (MailRobots.Wrote(message), MailRobots.IsNobody(message));
        if (IsFormalReport(message) && (robot || nobody || saysFailure)) return "It is a report by a mail system (RFC 6522).";
        if (saysFailure && robot) return "A mail system writes that delivery failed.";
        if (saysFailure && nobody) return "There is nobody to answer, and the subject says that delivery failed.";
        return MailRobots.IsDaemon(message) && TellsFailure(message) ? "A mail system returns a mail, or says why it could not deliver it." : null;
    }

    /// <summary>The report in it, unless a person sends it on.</summary>
    public static DeliveryReport? ReportOf(MailMessage message)
    {
        if (message.DeliveryReport is not { } report) return null;
        var isItsOwn = message.MediaType.Is("multipart/report") || !message.MediaType.IsMultipart || MailRobots.Wrote(message) || MailRobots.IsNobody(message);
        return isItsOwn || VerdictWords.SayFailure(message.Subject) && !Subjects.IsAnswer(message.Subject) ? report : null;
    }

    // A report of delivery, and neither of reading (RFC 8098) nor of abuse (RFC 5965), whether or not it names its kind.
    private static bool IsFormalReport(MailMessage message) =>
        message.MediaType.Is("multipart/report")
            && (message.MediaType["report-type"] ?? "delivery-status").Equals("delivery-status", StringComparison.OrdinalIgnoreCase)
            && !message.Root.Children.Any(p => p.MediaType.Name is "message/disposition-notification" or "message/feedback-report"
                or "message/tracking-status");

    private static bool TellsFailure(MailMessage message)
    {
        var body = message.Text.Length > BodyLookedAt ? message.Text[..BodyLookedAt] : message.Text;
        if (VerdictWords.SpeakOfDelay(body)) return false;
        return ReturnsMail(message) || RefusalCode().IsMatch(body) || VerdictWords.SayFailure(body);
    }

    private static bool ReturnsMail(MailMessage message) =>
        message.Root.Children.Any(p => p.IsMessage || p.MediaType.Name is "text/rfc822-headers" or "message/global-headers");

    // 550 5.1.1 and #5.1.1 (RFC 5321, 4.2.1; RFC 3463)
    [GeneratedRegex(@"\b55\d[ -]|[ (#]5\.[1-7]\.\d{1,3}\b")]
    private static partial Regex RefusalCode();
}
