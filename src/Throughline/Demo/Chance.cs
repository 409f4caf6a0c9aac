namespace Throughline.Demo;

/// <summary>Luck that comes out the same each time for the same seed (SplitMix64; Steele, Lea and Flood 2014).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Each person has luck of their own, so that one person's story does not change another's.</summary>
    public static Chance Of(int seed, int person) => new(new Chance(((ulong)(uint)seed << 32) | (uint)person).Bits());

    /// <summary>From 0 to below 1.</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public bool Is(double probability) => Next() < probability;

    public int Below(int count) => (int)(Next() * count);

    /// <summary>Both ends included.</summary>
    public int From(int lowest, int highest) => lowest + Below(highest - lowest + 1);

    public double Between(double lowest, double highest) => lowest + Next() * (highest - lowest);

    /// <summary>How long until something that happens once in <paramref name="mean"/> happens again: exponential.</summary>
    public double Wait(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>Log-normal, as waiting times and lengths of calls are.</summary>
    public double Around(double median, double spread) =>
        median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>One of several, each as likely as its weight.</summary>
    public T Pick<T>(params ReadOnlySpan<(T What, double Weight)> from)
    {
        var total = 0.0;
        foreach (var (_, weight) in from) total += weight;
        var at = Next() * total;
        foreach (var (what, weight) in from)
            if ((at -= weight) < 0) return what;
        return from[^1].What;
    }

    private ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
