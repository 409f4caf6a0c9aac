namespace Throughline.Demo.Truths;

/// <summary>Planted: some weeks ago customers began to bring their friends, and these buy sooner and stay.</summary>
internal sealed class ReferralWave(DateTimeOffset today)
{
    public const int StartedDaysAgo = 45;

    /// <summary>Of all customers: those whom a friend brought.</summary>
    public const double FriendShare = 0.055;

    private const double AfterShare = 0.75;

    /// <summary>When a friend is told of us.</summary>
    public DateTimeOffset AnyTime(DateTimeOffset from, Chance chance)
    {
        var start = today.AddDays(-StartedDaysAgo);
        // It swells: more in its later weeks.
        return chance.Is(AfterShare) ? start.AddDays(Math.Sqrt(chance.Next()) * (StartedDaysAgo + 1)) : from.AddDays(chance.Next() * (start - from).TotalDays);
    }

    /// <summary>Share of newcomers who buy within a month.</summary>
    public static double BuysSoon(bool referred) => referred ? 0.62 : 0.2;

    /// <summary>Share of first buyers who are back with a second order within weeks.</summary>
    public static double ComesBackSoon(bool referred) => referred ? 0.42 : 0.14;
}
