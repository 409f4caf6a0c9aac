using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Changes;

/// <summary>Looks for the changes of the usual period every few minutes, so that they are known before anybody comes to Home or the map.</summary>
public sealed partial class FindChangesByClock(
    ChangesKept kept, IJourneyIndex index, CompanyCard company, TimeProvider clock, ILogger<FindChangesByClock> log) : BackgroundService, IPart
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1), Every = TimeSpan.FromMinutes(6);

    private (ChangesKept.Stretch Stretch, long Position)? _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(First, clock, stoppingToken);
            using var timer = new PeriodicTimer(Every, clock);
            do await Look(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    // Where nothing came since and the day is the same, nothing has changed.
    private async Task Look(CancellationToken ct)
    {
        if (index.Position == 0 || index.Building is not null) return;
        var period = Period.Read(null, null, null, clock.GetUtcNow(), LocalCalendar.Find(company.Now.TimeZone) ?? LocalCalendar.Utc);
        var (stretch, position) = (new ChangesKept.Stretch(period.From.ToString("O"), period.To.ToString("O"), null), index.Position);
        if (_last == (stretch, position)) return;
        try
        {
            await kept.Find(stretch, ct);
            _last = (stretch, position);
        }
        catch (Exception e) when (e is QuestionException or JourneysCatchUpException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            NotFound(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The journey map could not be checked for changes: {Why}")]
    private partial void NotFound(string why);
}
