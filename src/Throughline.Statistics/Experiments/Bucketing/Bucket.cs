using System.Globalization;

namespace Throughline.Statistics.Experiments.Bucketing;

/// <summary>Where a person falls, from 0 to 1, and which variation that is. Rules as the GrowthBook SDKs' published test cases fix them.</summary>
public static class Bucket
{
    /// <summary>
    /// Version 1: FNV-1a(value + seed) mod 1,000 in thousandths. Version 2: FNV-1a of the decimal digits of
    /// FNV-1a(seed + value), mod 10,000 in ten-thousandths, which has less bias. Null for any other version.
    /// </summary>
    public static double? Of(ReadOnlySpan<char> seed, ReadOnlySpan<char> value, int version) => version switch
    {
        1 => Fnv1a.Hash(value, seed) % 1000 / 1000.0,
        2 => OfDigits(Fnv1a.Hash(seed, value)),
        _ => null
    };

    /// <summary>
    /// One range a variation. Weights that do not fit (another number of them, or a sum off 1 by more than 0.01) are taken
    /// as equal; coverage is clamped to 0…1 and cuts every range at its end.
    /// </summary>
    public static BucketRange[] Ranges(int variations, double coverage = 1, IReadOnlyList<double>? weights = null)
    {
        coverage = double.IsNaN(coverage) ? 0 : Math.Clamp(coverage, 0, 1);
        if (weights is null || weights.Count != variations || Math.Abs(weights.Sum() - 1) is not <= 0.01 + 1e-12) weights = EqualWeights(variations);
        var ranges = new BucketRange[weights.Count];
        double start = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = new(start, start + coverage * weights[i]);
            start += weights[i];
        }

        return ranges;
    }

    /// <summary>Weights that add up to 1; none for fewer than one variation.</summary>
    public static double[] EqualWeights(int variations)
    {
        if (variations < 1) return [];
        var weights = new double[variations];
        Array.Fill(weights, 1.0 / variations);
        return weights;
    }

    /// <summary>The first range that holds the bucket, or −1.</summary>
    public static int Choose(double bucket, IReadOnlyList<BucketRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
            if (ranges[i].Contains(bucket)) return i;
        return -1;
    }

    /// <summary>The variation that a page's address asks for (<c>?experiment=1</c>), for trying out; null when there is none.</summary>
    public static int? FromQueryString(string experiment, string? url, int variations)
    {
        if (url?.Split('?') is not [_, { Length: > 0 } search, ..]) return null;
        foreach (var pair in search.Split('#')[0].Split('&'))
        {
            var parts = pair.Split('=');
            if (parts[0] != experiment) continue;
            return parts.Length > 1 && LeadingInteger(parts[1]) is { } number && number >= 0 && number < variations ? (int)number : null;
        }

        return null;
    }

    private static double OfDigits(uint hash)
    {
        Span<char> digits = stackalloc char[10];
        hash.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return Fnv1a.Hash(digits[..length]) % 10000 / 10000.0;
    }

    // As parseInt: digits up to the first other character.
    private static long? LeadingInteger(string text)
    {
        text = text.TrimStart();
        var sign = text is ['-' or '+', ..] ? 1 : 0;
        var end = sign;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end == sign ? null
            : long.TryParse(text.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : long.MaxValue;
    }
}
