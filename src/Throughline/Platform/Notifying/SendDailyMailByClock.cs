using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Platform.Notifying;

/// <summary>Looks every minute whose daily mail is due, on the clocks of where they are.</summary>
public sealed partial class SendDailyMailByClock(
    IServiceScopeFactory scopes, SendDailyMail mail, TimeProvider clock, ILogger<SendDailyMailByClock> log) : BackgroundService, IPart
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Sends what is due now.</summary>
    public async Task Look(CancellationToken ct)
    {
        foreach (var (user, language, day) in await Due(ct))
        {
            try
            {
                await mail.Send(user, language, day, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // The others still get theirs; this one is tried again in a minute.
            {
                NotSent(e, user);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Every, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryLook(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task TryLook(CancellationToken ct)
    {
        try
        {
            await Look(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException) // The database is full or locked.
        {
            NotLooked(e);
        }
    }

    private async Task<List<(Guid User, string? Language, DateOnly Day)>> Due(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ThroughlineDb>();
        var (choices, users) = (db.NotifyChoices, db.Users);
        var daily = await choices.AsNoTracking().Where(c => c.IsDaily)
            .Join(users.Where(u => u.DisabledAt == null), c => c.UserId, u => u.Id, (c, u) => new { Choice = c, u.TimeZone }).ToListAsync(ct);
        if (daily.Count == 0 || !await scope.ServiceProvider.GetRequiredService<ISendMessages>().CanSend(OutgoingMessage.Mail, ct)) return [];
        var now = clock.GetUtcNow();
        return [.. daily.Select(d => (d.Choice, Day: d.Choice.DueOn(now, LocalCalendar.Find(d.TimeZone) ?? LocalCalendar.Utc)))
            .Where(d => d.Day is not null).Select(d => (d.Choice.UserId, d.Choice.Language, d.Day!.Value))];
    }

    [LoggerMessage(LogLevel.Warning, "The daily mail of colleague {User} was not written; it is tried again")]
    private partial void NotSent(Exception e, Guid user);

    [LoggerMessage(LogLevel.Error, "Whose daily mail is due could not be read; it is tried again")]
    private partial void NotLooked(Exception e);
}
