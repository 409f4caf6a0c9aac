using System.Diagnostics;

namespace Throughline.Benchmarks.Intake;

/// <summary>The limit of the disk: the same bytes in the same batches appended to a bare file, flushed after each batch.</summary>
internal static class AppendBaseline
{
    /// <summary>Events a second, with as many batches to a flush as connections would have waiting, and with one.</summary>
    public static double Run(IntakeOptions options, string folder, int batchesToAFlush)
    {
        var request = new BatchRequest(new Uri("http://localhost"), "none", options.Customers, seed: 7);
        using var file = File.OpenHandle(Path.Combine(folder, "append"), FileMode.Create, FileAccess.Write);
        var clock = Stopwatch.StartNew();
        long events = 0, offset = 0;
        while (events < options.Events && clock.Elapsed.TotalSeconds < options.BaselineSeconds)
        {
            for (var i = 0; i < batchesToAFlush; i++, events += IntakeOptions.EventsInBatch)
            {
                request.Renew();
                var body = request.Bytes.Span[request.BodyStart..];
                RandomAccess.Write(file, body, offset);
                offset += body.Length;
            }
            RandomAccess.FlushToDisk(file);
        }
        return events / clock.Elapsed.TotalSeconds;
    }
}
