using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Links;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Notifying;

/// <summary>Turns mails off by a signed link, without signing in. Looking at its page turns nothing off: programs that read mail do.</summary>
public sealed class NotifyOff(SignedLinks links, ThroughlineDb db) : IPart
{
    /// <summary>What can be turned off.</summary>
    public const string Daily = "daily", Alerts = "alerts";

    private const string Purpose = "notify-off";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(90);

    /// <summary>Where a mail leads to be turned off.</summary>
    public string PathFor(Guid user, string what) => $"/notifications/off/{links.Make(Purpose, $"{what}:{user:N}", Lasts, once: false).Token}";

    /// <summary>What a link turns off, and whose; null when it works no more.</summary>
    public async Task<(string What, User User)?> Find(string? token, CancellationToken ct)
    {
        if (await links.Open(Purpose, token, ct) is not { } link) return null;
        return link.Subject.Split(':') is [var what, var id] && Guid.TryParse(id, out var user) && await db.Users.FindAsync([user], ct) is { } found
            ? (what, found)
            : null;
    }

    /// <summary>Null when the link works no more. Twice is as once.</summary>
    public async Task<string?> Turn(string? token, CancellationToken ct)
    {
        if (await Find(token, ct) is not var (what, user)) return null;
        var choice = await db.ChoiceOf(user.Id, ct);
        if (db.Entry(choice).State == Microsoft.EntityFrameworkCore.EntityState.Detached) db.NotifyChoices.Add(choice);
        if (what == Daily) choice.IsDaily = false;
        else choice.AlertsByMail = false;
        db.Audit(Actor.Self(user), "user.mail-turned-off", $"user:{user.Id}", new { what });
        await db.SaveChangesAsync(ct);
        return what;
    }
}
