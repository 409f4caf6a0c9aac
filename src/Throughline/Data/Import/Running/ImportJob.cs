using System.Globalization;
using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import.Running;

/// <summary>
/// Runs one import. One that the end of the process interrupted is read again from its first row; what is in the journal already is
/// known by its message ids and counts as repeated.
/// </summary>
public sealed class ImportJob(
    ThroughlineDb db, ImportFolder folder, IJournal journal, ImportsUnderWay underWay, LiveTopics live, TimeProvider clock,
    ILogger<ImportJob> log) : IJob
{
    public const string KindOfJob = "import";
    private static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(400);

    public string Kind => KindOfJob;

    /// <summary>Two at a time, beside everything else.</summary>
    public Lane Lane { get; } = new("import", AtOnce: 2);

    public static string JobFor(ImportId id) => $"import:{id.Value:N}";

    /// <summary>Puts an import on the list, to be saved with the note that it waits.</summary>
    internal static Task Schedule(ThroughlineDb db, ImportId id, DateTimeOffset dueAt, CancellationToken ct) =>
        db.Schedule(JobFor(id), KindOfJob, id.Value.ToString("N"), dueAt, everySeconds: null, ct);

    public async Task Run(JobRun run, CancellationToken ct)
    {
        var id = new ImportId(Guid.Parse(run.Payload));
        if (await db.Imports.FindAsync([id], ct) is not { IsUnderWay: true } import) return;
        var tally = underWay.Begin(id);
        try
        {
            import.Begin(clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            using var news = new Timer(_ => Tell(run, tally), null, TimeSpan.Zero, BetweenNews);
            var (state, error) = await Outcome(import, tally, ct);
            folder.ClearSpill(id);
            if (state == ImportState.Stopped && !run.IsStopAsked) ct.ThrowIfCancellationRequested(); // Taken up again at the next start.
            import.End(state, tally.Now(), error, clock.GetUtcNow());
            if (!import.IsTrial) PutOnRecord(import);
            await run.SaveAndEnd(db, CancellationToken.None); // From then on it may be started again.
            if (state == ImportState.Finished) folder.Remove(id);
            log.LogInformation("Import {Import} {State}: {Read} rows read, {Accepted} accepted, {Repeated} repeated, {SetAside} set aside.",
                id.Value, state, import.Read, import.Accepted, import.Repeated, import.SetAside);
        }
        finally
        {
            underWay.End(id);
            live.Publish(ImportsUnderWay.Topic);
        }
    }

    private void PutOnRecord(ImportedFile import) => db.Audit(
        import.Starter, "import.ended", $"import:{import.Id.Value}",
        new
        {
            file = import.FileName, state = ImportStates.NameOf(import.State), rows = import.Read, accepted = import.Accepted,
            repeated = import.Repeated, setAside = import.SetAside, interactions = import.Interactions,
        });

    private void Tell(JobRun run, ImportTally tally)
    {
        var now = tally.Now();
        run.Report((long)(now.Share * 100), 100, $"{now.Read:N0} rows read");
        live.Publish(ImportsUnderWay.Topic);
    }

    private async Task<(ImportState State, string? Error)> Outcome(ImportedFile import, ImportTally tally, CancellationToken ct)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            var plan = import.ReadPlan();
            var bound = BoundPlan.Bind(CsvHead.ReadAs(folder.FileOf(import.Id), plan.Choices()), plan);
            import.Found = Words(bound);
            var digest = ulong.Parse(import.Digest.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var context = new RunContext($"import:{import.Id.Value:N}", clock.GetUtcNow().ToMicroseconds(), digest, folder.SpillOf(import.Id));
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
            return (ImportState.Failed, "Something went wrong on our side; see the server log. Everything written before is kept.");
        }
    }

    private static string Words(BoundPlan plan) =>
        $"{plan.Head.File.Encoding}{(plan.Head.File.IsWorkbook ? "" : $", separated by {plan.Head.DelimiterName}")}"
            + $"{(plan.Times.Found.Length > 0 ? $"; times {plan.Times.Found}" : "")}{Customers(plan)}";

    private static string Customers(BoundPlan plan) => plan.Customers.Kind switch
    {
        Identity.Email => "; customers are mail addresses",
        Identity.Phone => "; customers are phone numbers",
        _ => "",
    };
}
