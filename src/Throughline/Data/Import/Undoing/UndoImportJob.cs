using Throughline.Data.Import.Running;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Live;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import.Undoing;

/// <summary>
/// Takes one import back and ends when every view is as if it had never been. Who is who is decided anew from what is left, so the customers
/// are built again. Stopped by the end of the process, it goes on with what is left.
/// </summary>
public sealed class UndoImportJob(ThroughlineDb db, IJournal journal, ProjectionRunner projections, ImportsUnderWay underWay, LiveTopics live) : IJob
{
    public const string KindOfJob = "import-undo";

    /// <summary>The view in which is decided who is who.</summary>
    private const string Customers = "customers";

    public string Kind => KindOfJob;

    public Lane Lane => Lane.Slow;

    public static string JobFor(ImportId id) => $"import-undo:{id.Value:N}";

    public async Task Run(JobRun run, CancellationToken ct)
    {
        var id = new ImportId(Guid.Parse(run.Payload));
        if (await db.Imports.FindAsync([id], ct) is not { State: ImportState.Undoing } import) return;
        var tally = underWay.Begin(id);
        await using var news = new Timer(_ => live.Publish(ImportsUnderWay.Topic), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(400));
        try
        {
            await TakeBack(import, run, tally, ct);
            import.EndUndo();
            await run.SaveAndEnd(db, CancellationToken.None);
        }
        finally
        {
            underWay.End(id);
            live.Publish(ImportsUnderWay.Topic);
        }
    }

    private async Task TakeBack(ImportedFile import, JobRun run, ImportTally tally, CancellationToken ct)
    {
        var removed = await journal.TakeBack(UndoImport.SourceOf(import.Id), Report, ct);
        // Whoever stands here has nothing in its hands that it read before.
        await projections.WaitFor(journal.Head, ct);
        await projections.Forget(removed.ToHashSet());
        projections.Rebuild(Customers);
        run.Report(removed.Count, removed.Count, $"{removed.Count:N0} interactions removed; rebuilding customers");
        await journal.CleanFiles(ct);
        await projections.WaitFor(journal.Head, ct);

        void Report(int done, int all)
        {
            tally.Reached((double)done / all);
            run.Report(done, all, $"{done:N0} of {all:N0} interactions removed");
        }
    }
}
