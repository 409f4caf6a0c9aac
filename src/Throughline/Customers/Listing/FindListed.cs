using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.JourneyEngine;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Ui;

namespace Throughline.Customers.Listing;

/// <summary>Finds whom a list shows. Each filter that rests on what customers did is a set, and the sets meet.</summary>
public sealed class FindListed(
    ISegments segments, IJourneyIndex index, ITouchpoints touchpoints, IOrders orders, WhoWasSeen seen, CompanyCard company, Viewer viewer, TimeProvider clock)
    : IPart
{
    private const int MostDays = 36_500;

    /// <exception cref="QuestionException">A filter is not one.</exception>
    /// <exception cref="JourneysCatchUpException">What customers did is not known yet.</exception>
    public async Task<SearchCustomers.Request> Find(CustomerFilters asked, CancellationToken ct)
    {
        bool? known = asked.Known switch
        {
            null => null,
            "yes" or "true" => true,
            "no" or "false" => false,
            _ => throw new QuestionException("misasked", Words.Say("`known` must be yes or no.")),
        };
        var (since, before) = Seen(asked.Seen);
        var (order, isAscending) = Sorted(asked.Sort ?? CustomerFilters.LastSeenFirst);
        var request = new SearchCustomers.Request(asked.Identity, asked.Text, known, asked.Cursor, 25, null, since, before, order, isAscending);
        var sets = await Sets(asked, ct);
        var isSeen = since is not null || before is not null;
        if (sets.Count == 0 && (asked.Text is null || !isSeen)) return request;
        if (isSeen || known is not null) sets.Add(await seen.Find(new(null, known, since, before), ct));
        return request with { Within = sets.Aggregate((one, other) => one.And(other)), Since = null, Before = null };
    }

    private async Task<List<CustomerSet>> Sets(CustomerFilters asked, CancellationToken ct)
    {
        var sets = new List<CustomerSet>();
        if (asked.Segment is { } segment)
            sets.Add(await segments.Customers(segment, ct) ?? throw new QuestionException("no_such_segment", Words.Say($"The segment “{segment}” does "
                + $"not exist.")));
        if (asked.Stage is { } stage) sets.Add(await InStage(stage, ct));
        if (asked.Channel is { } channel)
            sets.Add(await index.Ask(new WhoDidQuestion { Event = new(EventPattern.AnyEvent, new RowFilter { Channels = [channel] }) }, ct));
        if (asked.Spend is { } spend) sets.Add(await Spent(spend, asked.Currency, ct));
        return sets;
    }

    private async Task<CustomerSet> InStage(string stage, CancellationToken ct)
    {
        var book = touchpoints.Now;
        if (!book.Stages.Append(book.Defected).Any(s => s.Key == stage))
            throw new QuestionException("unknown_stage", Words.Say($"There is no stage “{stage}” that a customer can be in."));
        // Asked as a segment, the answer is kept for a moment.
        return await segments.Customers(JsonSerializer.SerializeToElement(new { kind = "stage", name = stage }), ct);
    }

    private async Task<CustomerSet> Spent(string spend, string? currency, CancellationToken ct)
    {
        if (!decimal.TryParse(spend, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var atLeast) || atLeast <= 0)
            throw new QuestionException("misasked", Words.Say("Provide in `spend` the minimum amount spent, such as 100 or 99.50."));
        var unnamed = company.Now.Currency;
        return await orders.WhoSpent(
            atLeast, of => currency is null || string.Equals(of ?? unnamed, currency, StringComparison.OrdinalIgnoreCase), ct);
    }

    private (DateTimeOffset? Since, DateTimeOffset? Before) Seen(string? seen)
    {
        var (now, isOver) = (clock.GetUtcNow(), seen?.StartsWith("over", StringComparison.Ordinal) == true);
        if (seen is null) return (null, null);
        if (seen == "today") return (viewer.Calendar.StartOf(viewer.Calendar.DayOf(now)), null);
        var number = isOver ? seen[4..] : seen;
        if (!number.EndsWith('d') || !int.TryParse(number[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is 0 or > MostDays)
            throw new QuestionException("misasked", Words.Say("`seen` must be today, a number of days such as 7d, or longer ago, such as over30d."));
        return isOver ? (null, now.AddDays(-days)) : (now.AddDays(-days), null);
    }

    private static (CustomerOrder Order, bool IsAscending) Sorted(string sort) => sort.TrimStart('-') switch
    {
        "lastSeen" => (CustomerOrder.LastSeen, sort[0] != '-'),
        "firstSeen" => (CustomerOrder.FirstSeen, sort[0] != '-'),
        "name" => (CustomerOrder.Name, sort[0] != '-'),
        _ => throw new QuestionException("misasked", Words.Say("`sort` must be lastSeen, firstSeen or name, with a minus in front to reverse it.")),
    };
}
