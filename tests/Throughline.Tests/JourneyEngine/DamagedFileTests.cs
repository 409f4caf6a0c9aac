using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

public class DamagedFileTests
{
    private static readonly JourneyStoreOptions Options = new() { PromotedProperties = ["browser"], Threads = 2 };

    [Fact]
    public void A_flipped_byte_anywhere_in_the_base_is_found_at_open()
    {
        using var folder = Filled();
        var path = Directory.GetFiles(folder.Path, "base-*").Single();
        var whole = File.ReadAllBytes(path);
        // Bytes between sections belong to nobody; every byte that is read must be covered.
        var found = 0;
        for (var at = 0; at < whole.Length; at += 7)
        {
            File.WriteAllBytes(path, [.. whole[..at], (byte)(whole[at] ^ 0x40), .. whole[(at + 1)..]]);
            if (IsDamaged(folder.Path)) found++;
            else Assert.True(at >= 4096 && whole[at] == 0, $"A flipped byte at {at} went unnoticed.");
        }
        Assert.True(found > 600);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(4095), InlineData(4096), InlineData(-1), InlineData(-64)]
    public void A_base_that_is_cut_short_is_found_at_open(int length)
    {
        using var folder = Filled();
        var path = Directory.GetFiles(folder.Path, "base-*").Single();
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(length < 0 ? whole.Length + length : length)]);
        Assert.True(IsDamaged(folder.Path));
    }

    [Fact]
    public void A_flipped_or_missing_byte_anywhere_in_the_state_is_found_at_open()
    {
        using var folder = Filled();
        var path = Path.Combine(folder.Path, "state.tlj");
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at += 3)
        {
            File.WriteAllBytes(path, [.. whole[..at], (byte)(whole[at] ^ 1), .. whole[(at + 1)..]]);
            Assert.True(IsDamaged(folder.Path), $"A flipped byte at {at} went unnoticed.");
            File.WriteAllBytes(path, whole[..at]);
            Assert.True(IsDamaged(folder.Path), $"A cut at {at} went unnoticed.");
        }
    }

    [Fact]
    public void A_missing_base_is_found_and_a_rebuild_starts_from_nothing()
    {
        using var folder = Filled();
        File.Delete(Directory.GetFiles(folder.Path, "base-*").Single());
        Assert.True(IsDamaged(folder.Path));
        JourneyStore.Discard(folder.Path);
        using var store = JourneyStore.Open(folder.Path, Options);
        Assert.Equal(0, store.Position);
    }

    [Fact]
    public void Another_list_of_promoted_properties_asks_for_a_rebuild()
    {
        using var folder = Filled();
        var error = Assert.Throws<JourneyStoreDamagedException>(() =>
            JourneyStore.Open(folder.Path, Options with { PromotedProperties = ["browser", "plan"] }));
        Assert.Contains("promoted properties", error.Reason);
    }

    [Fact]
    public void A_byte_that_goes_wrong_behind_a_quick_open_is_found_by_verify()
    {
        using var folder = Filled();
        var path = Directory.GetFiles(folder.Path, "base-*").Single();
        var whole = File.ReadAllBytes(path);
        whole[4096] ^= 1; // the first customer number
        File.WriteAllBytes(path, whole);
        using var store = JourneyStore.Open(folder.Path, Options with { VerifyOnOpen = false });
        Assert.Throws<JourneyStoreDamagedException>(store.Verify);
    }

    [Fact]
    public void An_erasure_survives_a_crash_right_after_it()
    {
        using var folder = Filled();
        using (var store = JourneyStore.Open(folder.Path, Options)) store.Erase(1);
        using var again = JourneyStore.Open(folder.Path, Options);
        Assert.Empty(again.Timeline(1, 10));
        Assert.NotEmpty(again.Timeline(2, 10));
    }

    [Fact]
    public void An_erased_customer_is_gone_from_the_disk_after_compaction()
    {
        using var folder = Filled();
        using var store = JourneyStore.Open(folder.Path, Options);
        var before = store.BaseRows + store.FreshRows;
        var gone = store.Timeline(1, 1000).Count;
        store.Erase(1);
        store.Compact();
        Assert.Equal(before - gone, store.BaseRows);
        Assert.Equal(0, store.FreshRows);
        Assert.Single(Directory.GetFiles(folder.Path, "base-*"));
        Assert.False(File.Exists(Path.Combine(folder.Path, "erasures.tlj")));
    }

    private static bool IsDamaged(string folder)
    {
        try
        {
            JourneyStore.Open(folder, Options).Dispose();
            return false;
        }
        catch (JourneyStoreDamagedException)
        {
            return true;
        }
    }

    /// <summary>A saved store with a base and fresh rows.</summary>
    private static TestFolder Filled()
    {
        var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path, Options);
        var type = store.Names.EventTypes.Code("view");
        void Append(int from, int to)
        {
            for (var i = from; i < to; i++)
                store.Append([new JourneyRow(i % 5, StreamUnderTest.Origin + (i * 997), i + 1, type, Value: i)], [store.Names.Properties[0].Code($"b{i % 3}")]);
        }
        Append(0, 60);
        store.Compact();
        Append(60, 75);
        store.Save();
        return folder;
    }
}
