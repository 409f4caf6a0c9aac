namespace Throughline.Demo.Loading;

/// <summary>Everything that decides what the demo company looks like: the same plan, or another moment of the same day, gives the same interactions.</summary>
/// <param name="Until">The end of the twelve months that are told.</param>
public sealed record DemoPlan(int Customers, int Seed, DateTimeOffset Until)
{
    public const int DefaultCustomers = 20_000, DefaultSeed = 7, FewestCustomers = 10, MostCustomers = 1_000_000;
}
