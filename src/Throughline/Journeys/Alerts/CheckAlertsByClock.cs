using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Notifying;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Alerts;

/// <summary>Looks at all alerts every few minutes when something came, each on behalf of whoever set it.</summary>
public sealed partial class CheckAlertsByClock(
    IServiceScopeFactory scopes, AsColleague colleague, IJourneyIndex index, TimeProvider clock, ILogger<CheckAlertsByClock> log) : BackgroundService, IPart
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(2), Every = TimeSpan.FromMinutes(10);

    private (long Position, int Hour) _last = (-1, -1);

    /// <summary>Looks at all of them now.</summary>
    public async Task Look(CancellationToken ct)
    {
        foreach (var (user, language) in await Owners(ct))
        {
            try
            {
                await colleague.Do(user, language, async (services, who) =>
                {
                    await services.GetRequiredService<CheckAlerts>().Check(who, ct);
                    return who;
                }, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested) // Those of others are looked at all the same.
            {
                NotChecked(e, user);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, clock, stoppingToken);
            using var timer = new PeriodicTimer(Every, clock);
            do await LookIfNeeded(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    // Where nothing came and no day ended, nothing has changed.
    private async Task LookIfNeeded(CancellationToken ct)
    {
        if (index.Position == 0 || index.Building is not null) return;
        var now = (index.Position, clock.GetUtcNow().Hour);
        if (_last == now) return;
        try
        {
            await Look(ct);
            _last = now;
        }
        catch (Exception e) when (e is not OperationCanceledException) // The database is full or locked.
        {
            NotRead(e);
        }
    }

    private async Task<List<(Guid User, string? Language)>> Owners(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ThroughlineDb>();
        var (alerts, choices) = (db.Alerts, db.NotifyChoices);
        var users = await alerts.Select(a => a.UserId).Distinct().ToListAsync(ct);
        var languages = await choices.Where(c => users.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, c => c.Language, ct);
        return [.. users.Select(u => (u, languages.GetValueOrDefault(u)))];
    }

    [LoggerMessage(LogLevel.Warning, "The alerts of colleague {User} were not looked at; they are in some minutes")]
    private partial void NotChecked(Exception e, Guid user);

    [LoggerMessage(LogLevel.Error, "Alerts could not be read; they are in some minutes")]
    private partial void NotRead(Exception e);
}
