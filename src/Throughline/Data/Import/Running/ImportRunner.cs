using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import.Running;

/// <summary>
/// Runs imports beside everything else, two at a time. One that the end of the process interrupted is read again from its
/// first row at the next start; what is in the journal already is known by its message ids and counts as repeated.
/// </summary>
public sealed class ImportRunner(
    IDbContextFactory<ThroughlineDb> databases, ImportFolder folder, IJournal journal, LiveTopics live, TimeProvider clock, IOptions<ImportSettings> settings, ILogger<ImportRunner> log) : BackgroundService, IPart
{
    public const string Topic = "imports";
    private const int AtOnce = 2;
    private static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(400);

    private readonly Channel<ImportId> _waiting = Channel.CreateUnbounded<ImportId>();
    private readonly ConcurrentDictionary<ImportId, UnderWay> _underWay = [];

    /// <summary>Puts a started import at the end of the line; one that is in it already stays where it is.</summary>
    public void Enqueue(ImportId id)
    {
        if (_underWay.TryAdd(id, new UnderWay())) _waiting.Writer.TryWrite(id);
    }

    /// <summary>Stops an import that waits or runs; what it has written stays. False when it does neither.</summary>
    public bool Stop(ImportId id)
    {
        if (!_underWay.TryGetValue(id, out var run)) return false;
        run.Stop.Cancel();
        return true;
    }

    /// <summary>How far an import has come that waits or runs.</summary>
    public ImportCounts? Now(ImportId id) => _underWay.TryGetValue(id, out var run) ? run.Tally.Now() : null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TakeUp(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => RunInTurn(stoppingToken), stoppingToken)));
    }

    private async Task TakeUp(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (imports, oldest) = (db.Imports, clock.GetUtcNow().AddDays(-settings.Value.KeepDays));
        foreach (var id in await imports.Where(i => i.State == ImportState.Waiting || i.State == ImportState.Running).OrderBy(i => i.UploadedAt).Select(i => i.Id).ToListAsync(ct)) Enqueue(id);
        foreach (var id in await imports.Where(i => i.State != ImportState.Finished && i.UploadedAt < oldest).Select(i => i.Id).ToListAsync(ct))
            if (!_underWay.ContainsKey(id)) folder.Remove(id);
    }

    private async Task RunInTurn(CancellationToken stopping)
    {
        try
        {
            await foreach (var id in _waiting.Reader.ReadAllAsync(stopping))
            {
                try
                {
                    await Run(id, _underWay[id], stopping);
                }
                catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested) // The database is full or locked: the next start takes it up again.
                {
                    _underWay.TryRemove(id, out _);
                    log.LogError(e, "Import {Import} could not be noted.", id.Value);
                }
                finally
                {
                    live.Publish(Topic);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    private async Task Run(ImportId id, UnderWay run, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Imports.FindAsync([id], stopping) is not { IsUnderWay: true } import)
        {
            _underWay.TryRemove(id, out _);
            return;
        }
        import.Begin(clock.GetUtcNow());
        await db.SaveChangesAsync(stopping);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stop.Token, stopping);
        using var news = new Timer(_ => live.Publish(Topic), null, TimeSpan.Zero, BetweenNews);
        var (state, error) = await Outcome(import, run.Tally, stop.Token);
        folder.ClearSpill(id);
        if (state == ImportState.Stopped && stopping.IsCancellationRequested) return; // Taken up again at the next start.
        import.End(state, run.Tally.Now(), error, clock.GetUtcNow());
        _underWay.TryRemove(id, out _); // Before it is noted, because from then on it may be started again.
        await db.SaveChangesAsync(CancellationToken.None);
        if (state == ImportState.Finished) folder.Remove(id);
        log.LogInformation("Import {Import} {State}: {Read} rows read, {Accepted} accepted, {Repeated} repeated, {SetAside} set aside.", id.Value, state, import.Read, import.Accepted, import.Repeated, import.SetAside);
    }

    private async Task<(ImportState State, string? Error)> Outcome(ImportedFile import, ImportTally tally, CancellationToken ct)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            var plan = import.ReadPlan();
            var bound = BoundPlan.Bind(CsvHead.Read(folder.FileOf(import.Id), ImportPlan.DelimiterOf(plan.Delimiter)), plan);
            import.Found = Words(bound);
            var context = new RunContext($"import:{import.Id.Value:N}", clock.GetUtcNow().ToMicroseconds(), ulong.Parse(import.Digest.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), folder.SpillOf(import.Id));
            folder.ClearSpill(import.Id); // Left by a process that was killed.
            await new ImportRun(journal, tally, context, import.IsTrial).Run(bound, ct);
            return (import.IsTrial ? ImportState.Tried : ImportState.Finished, null);
        }
        catch (OperationCanceledException)
        {
            return (ImportState.Stopped, null);
        }
        catch (Exception e) when (e is UnreadableFileException or JournalUnavailableException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning("Import {Import} ended early: {Why}", import.Id.Value, e.GetType().Name);
            return (ImportState.Failed, e is UnreadableFileException or JournalUnavailableException ? e.Message : $"The disk failed: {e.Message}");
        }
        catch (Exception e) // Whatever it is, the person who waits must hear of it.
        {
            log.LogError(e, "Import {Import} failed.", import.Id.Value);
            return (ImportState.Failed, "Something went wrong on our side; the server's log says what. What was written before stays.");
        }
    }

    private static string Words(BoundPlan plan) =>
        $"{plan.Head.File.Encoding}, parted by {plan.Head.DelimiterName}{(plan.Times.Found.Length > 0 ? $"; times {plan.Times.Found}" : "")}";

    private sealed class UnderWay
    {
        public CancellationTokenSource Stop { get; } = new();
        public ImportTally Tally { get; } = new();
    }
}
