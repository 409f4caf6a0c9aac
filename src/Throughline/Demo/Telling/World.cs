using Throughline.Demo.Truths;

namespace Throughline.Demo.Telling;

/// <summary>The year that is told, and what is true in it.</summary>
internal sealed class World(int seed, DateTimeOffset until)
{
    private int _orders = 48_200;

    public int Seed => seed;

    /// <summary>What happens later is not told. Nothing else depends on it: told later on the same day, the story only goes on further.</summary>
    public DateTimeOffset Until => until;

    /// <summary>Midnight at the beginning of the last day.</summary>
    public DateTimeOffset Today { get; } = MidnightOf(until);

    public DateTimeOffset From { get; } = MidnightOf(until).AddMonths(-12).AddDays(1);
    public CheckoutFault CheckoutFault { get; } = new(MidnightOf(until));
    public ReferralWave ReferralWave { get; } = new(MidnightOf(until));

    public string NextOrder() => $"HP-{++_orders}";

    public static DateTimeOffset MidnightOf(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
