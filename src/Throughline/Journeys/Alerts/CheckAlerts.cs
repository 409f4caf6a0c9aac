using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Channels;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Notifying;
using Throughline.Platform.Storage;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Alerts;

/// <summary>Looks at every alert of the colleague on whose behalf it is asked, and tells what has come to hold, once until it is over.</summary>
public sealed class CheckAlerts(
    ThroughlineDb db, AlertFigures figures, AlertText text, ISendMessages messages, WriteLetter letters, NotifyOff off, Viewer viewer,
    TimeProvider clock) : IPart
{
    /// <returns>How many came to hold.</returns>
    public async Task<int> Check(User user, CancellationToken ct)
    {
        if (!viewer.May(JourneysPermissions.Read)) return 0;
        var (alerts, told, byMail) = (db.Alerts, 0, (await db.ChoiceOf(user.Id, ct)).AlertsByMail);
        foreach (var alert in await alerts.Where(a => a.UserId == user.Id).OrderBy(a => a.CreatedAt).ToListAsync(ct))
        {
            if (!await Look(alert, ct)) continue;
            told++;
            if (alert.IsAtOnce && byMail) await Mail(alert, user, ct);
        }
        await db.SaveChangesAsync(ct);
        return told;
    }

    // True when it came to hold at this look.
    private async Task<bool> Look(Alert alert, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        try
        {
            var reading = await figures.Read(alert.Figure, alert.Subject, alert.Query, alert.Period, alert.Base, ct);
            (alert.Value, alert.Low, alert.High, alert.N, alert.IsShare) = (reading.Value, reading.Low, reading.High, reading.N, reading.IsShare);
            (alert.CheckedAt, alert.WhyNot, alert.Base) = (now, null, alert.Base ?? reading.Value);
            var (held, holds) = (alert.ToldAt is not null, AlertRule.Holds(alert.Condition, alert.Line, reading, alert.ToldAt is not null));
            if (held != holds) alert.ToldAt = holds ? now : null;
            return holds && !held;
        }
        catch (QuestionException e)
        {
            (alert.CheckedAt, alert.WhyNot) = (now, e.Sentence);
            return false;
        }
    }

    private async Task Mail(Alert alert, User user, CancellationToken ct)
    {
        var headline = text.Headline(alert);
        var letter = new Letter(headline, headline)
        {
            Lead = [text.Evidence(alert)],
            Button = (Words.Say("View it"), AlertFigures.LinkOf(alert.Figure, alert.Subject, alert.Query, alert.Period)),
            Notes =
            [
                Words.Say("You set this alert. You are notified once, until the figure is back."),
                Words.Say("Change your alerts in your account, under Notifications."),
            ],
            Off = (Words.Say("Turn off mails of alerts"), off.PathFor(user.Id, NotifyOff.Alerts)),
        };
        var key = FormattableString.Invariant($"alert:{alert.Id.Value:N}:{alert.ToldAt!.Value.ToUnixTimeSeconds()}");
        await messages.Send(await letters.Message(key, MessageLane.Soon, user.Email!, user.Name, letter, ct), ct);
    }
}
