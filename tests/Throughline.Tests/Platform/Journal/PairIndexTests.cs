using Throughline.Platform.Journal.Indexing;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Journal;

public class PairIndexTests
{
    [Fact]
    public void Any_number_of_pairs_in_memory_and_in_merged_files_reads_like_one_sorted_list()
    {
        using var folder = new TestFolder();
        var random = new Random(7);
        var index = new PairIndex(folder.File("index"), groupShift: 32);
        var all = new List<Pair>();
        for (var position = 1L; position <= 40; position++)
        {
            for (var i = 0; i < 5_000; i++)
            {
                var pair = new Pair((ulong)random.Next(200) << 32 | (uint)random.Next(1000), (ulong)(position * 10_000 + i));
                all.Add(pair);
                index.Add(pair);
            }
            index.AddedUpTo(position, flush: position % 3 == 0);
            if (position == 25) index = new PairIndex(folder.File("index"), groupShift: 32);
            if (position == 25) foreach (var lost in all.Where(p => (long)(p.Order / 10_000) > index.Covered)) index.Add(lost);
        }

        Assert.InRange(index.Runs, 1, 16);
        for (ulong group = 0; group < 200; group += 13)
        {
            var expected = all.Where(p => p.Key >> 32 == group).OrderDescending().ToList();
            Assert.Equal(expected, index.Last(group, Pair.Highest, int.MaxValue));
            var found = new List<ulong>();
            index.Find(group, found);
            Assert.Equal(expected.Select(p => p.Order).Order(), found.Order());
            Assert.Equal((expected.Count, expected[^1]), index.Sum(group));
            var middle = expected[expected.Count / 2];
            Assert.Equal(expected.Where(p => p < middle).Take(7), index.Last(group, middle, 7));
        }
        Assert.Equal((0L, null), index.Sum(4711));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        using var folder = new TestFolder();
        var index = new PairIndex(folder.File("index"), groupShift: 0);
        for (ulong i = 0; i < 10_000; i++) index.Add(new Pair(i, i));
        index.AddedUpTo(10_000, flush: true);
        Assert.Empty(index.Damaged());

        var file = Directory.GetFiles(folder.File("index")).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[^100] ^= 4;
        File.WriteAllBytes(file, bytes);
        Assert.Equal([Path.GetFileName(file)], new PairIndex(folder.File("index"), 0).Damaged());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(70)]
    public void A_file_with_a_broken_head_is_left_out_and_built_again(int at)
    {
        using var folder = new TestFolder();
        var index = new PairIndex(folder.File("index"), groupShift: 0);
        for (ulong i = 0; i < 1_000; i++) index.Add(new Pair(i, i));
        index.AddedUpTo(1_000, flush: true);
        var file = Directory.GetFiles(folder.File("index")).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);

        Assert.Equal(0, new PairIndex(folder.File("index"), 0).Covered);
        Assert.Empty(Directory.GetFiles(folder.File("index")));
    }
}
