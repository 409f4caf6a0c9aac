using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Journeys.Questions;

/// <summary>What a question can name: events, properties and their values, each with how often it occurs, found as one types.</summary>
public sealed class ListChoices(IJourneyIndex index, TouchpointNames names) : IFeature
{
    private const int Most = 60, MostEvents = 32;
    private static readonly string[] Columns = ["channel", "touchpoint", "stage", "event"];

    /// <param name="Of">event, property, filter (property or amount), column (property of the index), value or touchpoint.</param>
    /// <param name="Property">Whose values.</param>
    /// <param name="Q">A part of the name.</param>
    /// <param name="Events">Those of the question, whose own properties come first.</param>
    public sealed record Request(string? Of, string? Property = null, string? Q = null, IReadOnlyList<string>? Events = null);

    /// <param name="Count">Interactions, or values of a property; null where they are not counted.</param>
    public sealed record Choice(string Text, long? Count, [Said] string? Note = null)
    {
        /// <summary>What people call it; the text itself where they call it nothing else.</summary>
        public string Said { get; init; } = Text;

        /// <summary>None of the question's events carries it.</summary>
        public bool IsOther { get; init; }
    }

    /// <param name="More">Some fit that are not listed.</param>
    public sealed record Answer(IReadOnlyList<Choice> Choices, bool More);

    public async Task<Answer> List(Request request, CancellationToken ct)
    {
        var q = (request.Q ?? "").Trim();
        var all = request.Of switch
        {
            "event" => index.Names.EventCounts.Select(e => new Choice(e.Name, e.Rows) { Said = names.EventName(e.Name) })
                .Concat(names.Touchpoints.Select(t => new Choice(Conditions.AtTouchpoint + t.Key, null, "touchpoint") { Said = t.Name })),
            "touchpoint" => names.Touchpoints.Select(t => new Choice(t.Name, null)),
            "property" => await OwnFirst(request.Events ?? [], ct),
            "filter" => [
                .. Columns.Select(c => new Choice(c, null, "every interaction has it")),
                new Choice("value", null, "amount of an interaction"),
                .. Properties()],
            "column" => Properties(),
            "value" => await Values(request.Property ?? "", q, ct),
            _ => [],
        };
        Choice[] found = [.. all.Where(c => Fits(c.Text) || Fits(c.Said)).Take(Most + 1)];
        return new Answer(found.Length > Most ? found[..Most] : found, found.Length > Most);

        bool Fits(string text) => text.Contains(q, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<IEnumerable<Choice>> OwnFirst(IReadOnlyList<string> events, CancellationToken ct)
    {
        var columns = Columns.Select(c => new Choice(c, null, "every interaction has it"));
        var own = await CarriedBy(events, ct);
        if (own.Count == 0) return columns.Concat(Properties());
        var all = Properties().ToDictionary(p => p.Text);
        return
        [
            .. own.Where(all.ContainsKey).Select(name => all[name]), .. columns,
            .. all.Values.Where(p => !own.Contains(p.Text)).Select(p => p with { IsOther = true }),
        ];
    }

    /// <summary>The properties that some events carry; none where that cannot be said now.</summary>
    private async Task<IReadOnlyList<string>> CarriedBy(IReadOnlyList<string> events, CancellationToken ct)
    {
        try
        {
            var named = events.Where(e => e.Length > 0 && e != EventPattern.AnyEvent).Take(MostEvents);
            EventPattern[] patterns = [.. named.Select(e => Conditions.Pattern(e, null, "event"))];
            return patterns.Length == 0 ? [] : [.. (await index.Ask(new PropertiesOfQuestion(patterns), ct)).Select(p => p.Name)];
        }
        catch (JourneysCatchUpException)
        {
            return [];
        }
    }

    private IEnumerable<Choice> Properties()
    {
        var known = index.Names;
        var counts = known.PropertyCounts.ToDictionary(p => p.Property, p => p.Values);
        return known.Properties
            .Select(p => new Choice(p, counts.TryGetValue(p, out var values) ? values : null, "values"))
            .OrderBy(c => c.Count is null)
            .ThenBy(c => c.Text, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<IEnumerable<Choice>> Values(string property, string q, CancellationToken ct)
    {
        switch (property)
        {
            case "": case "value": return [];
            case "event": return index.Names.EventCounts.Select(e => new Choice(e.Name, e.Rows));
            case "stage": return names.Stages.Select(s => new Choice(s.Name, null));
            case "touchpoint": return names.Touchpoints.Select(t => new Choice(t.Name, null));
        }
        try
        {
            return await Counted(property, q, ct);
        }
        catch (Exception e) when (e is QuestionException or JourneysCatchUpException) // A list to choose from may be empty; typing is always possible.
        {
            return [];
        }
    }

    // A trend in one piece, split by the property, counts each value. Of very many only those that fit what is typed are looked at.
    private async Task<IEnumerable<Choice>> Counted(string property, string q, CancellationToken ct)
    {
        var channel = property == "channel";
        var answer = await index.Ask(new TrendQuestion
        {
            Interval = Interval.Whole,
            Breakdown = [channel ? Dimension.Channel : Dimension.Of(property)],
            Top = Most + 2, // One of them may be the interactions without a value.
            Scope = new Scope { Rows = q.Length == 0 || channel ? null : new RowFilter { Where = [new PropertyCondition(property, Comparison.Contains, q)] } },
        }, ct);
        return answer.Series
            .Where(s => !s.IsOther && s.Key[0].Length > 0)
            .Select(s => new Choice(s.Key[0], s.Points.Sum(p => p.N)))
            .OrderByDescending(c => c.Count);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/journeys/choices", async (ListChoices feature, string? of, string? property, string? q, string[]? e, CancellationToken ct) =>
            new RazorComponentResult<ChoiceList>(
                new Dictionary<string, object?> { [nameof(ChoiceList.Answer)] = await feature.List(new Request(of, property, q, e), ct) }))
        .RequirePermission(JourneysPermissions.Read).ExcludeFromDescription();
}
