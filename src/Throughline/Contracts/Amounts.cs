namespace Throughline.Contracts;

/// <summary>How the journey index keeps what something cost: in millionths, since prices of calls, tokens and clicks lie below a cent.</summary>
public static class Amounts
{
    /// <summary>How many of the index's unit make one.</summary>
    public const decimal Unit = 1_000_000m;

    private const decimal TooLarge = 9_000_000_000_000m;

    /// <summary>An amount in the index's unit; null when it is too large for it.</summary>
    public static long? Kept(decimal amount) => Math.Abs(amount) < TooLarge ? (long)Math.Round(amount * Unit, MidpointRounding.ToEven) : null;
}
