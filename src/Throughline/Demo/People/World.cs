using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.People;

/// <summary>The year that is told, and what is true in it.</summary>
internal sealed class World(int seed, DateTimeOffset until)
{
    private int _orders = 48_200;

    public int Seed => seed;
    public DateTimeOffset Until => until;
    public DateTimeOffset From { get; } = new(until.AddMonths(-12).Date.AddDays(1), TimeSpan.Zero);
    public CheckoutFault CheckoutFault { get; } = new(until);
    public ReferralWave ReferralWave { get; } = new(until);
    public Chance Chance { get; } = Chance.Of(seed, -1);

    public string NextOrder() => $"HP-{++_orders}";
}
