namespace Throughline.Platform.Journal.Indexing;

/// <summary>A blocked Bloom filter (Putze, Sanders, Singler 2007): one cache line a question, about 1% false "maybe".</summary>
internal sealed class BloomFilter(ulong[] words)
{
    private const int BitsPerKey = 10, WordsPerBlock = 8, Probes = 6;

    public ulong[] Words => words;

    public static BloomFilter For(long keys)
    {
        var blocks = Math.Max(1, (keys * BitsPerKey + 511) / 512);
        return new BloomFilter(new ulong[blocks * WordsPerBlock]);
    }

    public void Add(ulong key)
    {
        var hash = Mix(key);
        var block = Block(hash);
        for (var i = 0; i < Probes; i++)
        {
            var bit = Bit(hash, i);
            words[block + (bit >> 6)] |= 1ul << (bit & 63);
        }
    }

    public bool MayContain(ulong key)
    {
        var hash = Mix(key);
        var block = Block(hash);
        for (var i = 0; i < Probes; i++)
        {
            var bit = Bit(hash, i);
            if ((words[block + (bit >> 6)] & 1ul << (bit & 63)) == 0) return false;
        }
        return true;
    }

    // The block comes from the high half of the hash, the nine-bit places inside it from the low half.
    private int Block(ulong hash) => (int)((hash >> 32) * (ulong)(words.Length / WordsPerBlock) >> 32) * WordsPerBlock;

    private static int Bit(ulong hash, int probe) => (int)(hash >> probe * 9) & 511;

    // SplitMix64's finaliser: keys may be small consecutive numbers.
    private static ulong Mix(ulong key)
    {
        key = (key ^ key >> 30) * 0xbf58476d1ce4e5b9;
        key = (key ^ key >> 27) * 0x94d049bb133111eb;
        return key ^ key >> 31;
    }
}
