namespace Throughline.JourneyEngine;

/// <summary>
/// The values of a property as whole numbers of one unit, so that sums are exact: the unit is the smallest power of ten
/// that any of them needs, as far as the largest leaves room for it in 64 bits.
/// </summary>
internal static class PropertyNumbers
{
    private const int MostDigits = 18;
    private const decimal TooLarge = 1_000_000_000_000_000m;

    /// <returns>Numbers by code, <see cref="JourneyRow.NoValue"/> for what is none, and how many of the unit make one.</returns>
    public static (long[] ByCode, double Unit) Of(CodeDictionary values, Func<string, decimal?> read)
    {
        var numbers = new decimal?[values.Count + 1];
        var (most, decimals) = (0m, 0);
        for (var code = 1; code < numbers.Length; code++)
        {
            if (read(values.Name(code)) is not { } number || Math.Abs(number) >= TooLarge) continue;
            numbers[code] = number;
            (most, decimals) = (Math.Max(most, Math.Abs(number)), Math.Max(decimals, Normal(number).Scale));
        }
        var unit = 1m;
        for (var places = Math.Min(decimals, MostDigits - Whole(most)); places > 0; places--) unit *= 10;
        return ([.. numbers.Select(n => n is { } number ? (long)Math.Round(number * unit, MidpointRounding.ToEven) : JourneyRow.NoValue)], (double)unit);
    }

    // Without zeros at its end: 1.50 needs one place.
    private static decimal Normal(decimal number) => number / 1.000000000000000000000000000000m;

    private static int Whole(decimal number)
    {
        var digits = 0;
        for (; number >= 1; number /= 10) digits++;
        return digits;
    }
}
