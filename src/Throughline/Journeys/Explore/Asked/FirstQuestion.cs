using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Journeys.Explore;

/// <summary>A question to begin with, made of what occurs most, so that no page is ever empty.</summary>
public sealed class FirstQuestion(IJourneyIndex index, HeldSince held) : IPart
{
    private static readonly string[] Buying = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"];

    public async Task<Question> Of(QuestionKind kind, CancellationToken ct)
    {
        var question = new Question(kind).With("period", await held.UsualPeriod(ct));
        NameCount[] events = [.. index.Names.EventCounts.Where(e => e.Name.Length > 0)];
        if (events.Length == 0) return question;
        var bought = events.Select(e => e.Name).FirstOrDefault(n => n == Buying[^1]) ?? events[0].Name;
        return kind.Key switch
        {
            "funnel" => question with { Events = [.. Steps(events).Select(name => new AskedEvent("step", name))] },
            "retention" => question.WithThe("start", bought).WithThe("return", bought),
            "trend" => question.WithThe("event", bought),
            "next" => question.WithThe("after", events.Select(e => e.Name).FirstOrDefault(n => n == Buying[2]) ?? events[0].Name),
            _ => question,
        };
    }

    // The usual way to an order as far as it occurs; else what occurs most, and then what comes after it.
    private static string[] Steps(NameCount[] events)
    {
        string[] buying = [.. Buying.Where(name => events.Any(e => e.Name == name))];
        return buying.Length >= 2 ? buying : [.. events.Select(e => e.Name).Except(buying).Take(2 - buying.Length), .. buying];
    }
}
