using Throughline.Contracts;
using Throughline.Platform.Channels;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Notifying;

/// <summary>Sends one colleague the mail of one of their days, once: the message's key is the colleague and the day.</summary>
[OneForAll]
public sealed class SendDailyMail(AsColleague colleague) : IPart
{
    public abstract record Outcome;
    public sealed record Queued : Outcome;
    public sealed record NothingToSay : Outcome;

    /// <summary>Another run was quicker, no mail server is set up, or they are gone.</summary>
    public sealed record NotSent : Outcome;

    public async Task<Outcome> Send(Guid id, string? language, DateOnly day, CancellationToken ct) =>
        await colleague.Do<Outcome>(id, language, async (services, user) =>
        {
            var db = services.GetRequiredService<ThroughlineDb>();
            var choice = await db.ChoiceOf(id, ct);
            var letter = await services.GetRequiredService<ComposeDailyMail>().Compose(choice, ct);
            choice.LastDay = day;
            if (letter is not null)
            {
                var message = await services.GetRequiredService<WriteLetter>().Message(KeyOf(id, day), MessageLane.Soon, user.Email!, user.Name, letter, ct);
                if (await services.GetRequiredService<ISendMessages>().Send(message, ct) == Sending.NotSetUp) return new NotSent();
            }
            if (!await db.TrySave(ct)) return new NotSent();
            return letter is null ? new NothingToSay() : new Queued();
        }, ct) ?? new NotSent();

    public static string KeyOf(Guid user, DateOnly day) => FormattableString.Invariant($"daily:{user:N}:{day:yyyy-MM-dd}");
}
