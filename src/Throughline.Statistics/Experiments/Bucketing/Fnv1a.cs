namespace Throughline.Statistics.Experiments.Bucketing;

/// <summary>
/// The 32-bit FNV-1a hash over UTF-16 code units (not bytes), as the GrowthBook SDKs compute it, so that every client puts
/// a person into the same bucket. Source: Fowler, Noll &amp; Vo, RFC 9923; unit of input as in the SDKs.
/// </summary>
public static class Fnv1a
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    public static uint Hash(ReadOnlySpan<char> text) => Add(OffsetBasis, text);

    /// <summary>The hash of one text followed by another, without joining them.</summary>
    public static uint Hash(ReadOnlySpan<char> first, ReadOnlySpan<char> second) => Add(Add(OffsetBasis, first), second);

    private static uint Add(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var unit in text) hash = (hash ^ unit) * Prime;
        return hash;
    }
}
