using Throughline.JourneyEngine;

namespace Throughline.Journeys.Questions;

/// <summary>What occurs most, one event at least, for a first question that has an answer.</summary>
public sealed class CommonEvents(IReadOnlyList<NameCount> counts)
{
    private static readonly string[] Buying = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"];

    /// <summary>An order where there are orders, else what occurs most.</summary>
    public string Bought => Known(Buying[^1]);

    /// <summary>The begin of a checkout where there is one, else what occurs most.</summary>
    public string CheckedOut => Known(Buying[2]);

    /// <summary>The usual way to an order as far as it occurs; else what occurs most, and then what comes after it.</summary>
    public IReadOnlyList<string> WayToAnOrder
    {
        get
        {
            string[] buying = [.. Buying.Where(name => counts.Any(e => e.Name == name))];
            return buying.Length >= 2 ? buying : [.. counts.Select(e => e.Name).Except(buying).Take(2 - buying.Length), .. buying];
        }
    }

    private string Known(string name) => counts.Any(e => e.Name == name) ? name : counts[0].Name;
}
