namespace Throughline.Contracts;

/// <summary>How much of what an identify call states is kept as traits. The interaction itself is kept whole.</summary>
public static class TraitLimits
{
    public const int Most = 200, LongestName = 100, LongestValue = 2_000;
}
