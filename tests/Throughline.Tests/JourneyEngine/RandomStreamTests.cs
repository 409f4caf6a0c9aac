using FsCheck.Fluent;

namespace Throughline.Tests.JourneyEngine;

public class RandomStreamTests
{
    [Fact]
    public void After_any_stream_of_late_rows_ties_joins_splits_erasures_compactions_and_restarts_every_answer_is_the_oracles()
    {
        var streams = Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(90), Shorter);
        Prop.ForAll(streams, Holds).Hold(many: 400);
    }

    private static void Holds(int[] seeds)
    {
        using var stream = new StreamUnderTest();
        var random = new RandomQuestions(new Random(seeds.Length == 0 ? 0 : seeds[0]));
        for (var i = 0; i < seeds.Length; i++)
        {
            stream.Do(seeds[i]);
            if (i % 30 == 29 || i == seeds.Length - 1) Agreement.CheckAll(stream.Store, stream.Oracle, random);
        }
    }

    /// <summary>Shorter streams that still begin alike, so that a failure is told by few steps.</summary>
    private static IEnumerable<int[]> Shorter(int[] seeds)
    {
        for (var size = seeds.Length / 2; size >= 1; size /= 2)
            for (var at = 1; at + size <= seeds.Length; at += size) yield return [.. seeds[..at], .. seeds[(at + size)..]];
    }
}
