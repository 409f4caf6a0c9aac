using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Answering;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Map;
using Throughline.Journeys.Named;
using Throughline.Journeys.Questions;
using Throughline.Journeys.Silent;
using Throughline.Platform.Ui;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Journeys.People;

/// <summary>The customers behind a number of an answer, of the journey map or of a named journey, as its link names them.</summary>
public sealed class PeopleBehind(
    AskQuestion ask, ShowMap map, TouchpointNames names, ListNamed named, MeasureNamed measure, IPromises promises, ReadScope scopes, FindSilent silent,
    IStringLocalizer<Words> words) : IPart
{
    private const string OfMap = "map", OfNamed = "named", OfPromise = "promise", OfSilent = "silent";

    /// <param name="Who">As a heading: "Stopped before “Order Completed”".</param>
    /// <param name="Back">The address of the page they come from.</param>
    /// <param name="Question">Null for the map.</param>
    /// <param name="Stage">The stage in which they all stand now, where that is why they are here.</param>
    public sealed record Some(string Who, string Source, int[] Customers, string Back, Question? Question, string? Stage = null);

    /// <param name="query">The question and the cell, as the address has them.</param>
    /// <exception cref="QuestionException">The address names no number, or the question cannot be answered.</exception>
    public async Task<Some> Find(string? query, CancellationToken ct)
    {
        var said = QueryHelpers.ParseQuery(query);
        var of = said.GetValueOrDefault("of").ToString();
        if (of == OfMap) return await OnMap(name => said.GetValueOrDefault(name).ToString().NullIfEmpty(null), ct);
        if (of == OfNamed) return await OnNamed(name => said.GetValueOrDefault(name).ToString().NullIfEmpty(null), ct);
        if (of == OfPromise) return await OnPromise(name => said.GetValueOrDefault(name).ToString().NullIfEmpty(null), ct);
        if (of == OfSilent)
        {
            var among = await scopes.Read(ShowMap.Request.Of(null, null, said.GetValueOrDefault("segment").ToString().NullIfEmpty(null)), ct);
            return new Some(words["Regulars who never contacted us"], words["Journey map"],
                [.. (await silent.Find(among.Customers, ct)).Silent.Customers()], "/journeys", null);
        }
        var kind = QuestionKind.Of(of) ?? throw new QuestionException(
            "unknown_question", Words.Say("This link does not name a question. Open a question and click one of its numbers."));
        var (who, customers, question) = await ask.People(kind, query, ct);
        return new Some(who, words[kind.Title], customers, question.Link, question);
    }

    private async Task<Some> OnMap(Func<string, string?> said, CancellationToken ct)
    {
        if (said("stage") is { } standing && said("now") is not null)
            return new Some(words["{0}: here now", names.NameOf("stage", standing)], words["Journey map"],
                await map.Standing(ShowMap.Request.Of(said("from"), said("to"), said("segment")), standing, ct), Back(said), null, standing);
        GoalState? goal = Enum.TryParse<GoalState>(said("goal"), ignoreCase: true, out var state) ? state : null;
        var customers = await map.People(ShowMap.Request.Of(said("from"), said("to"), said("segment")), said("touchpoint"), said("stage"), goal, ct);
        var where = said("touchpoint") is { } touchpoint ? names.NameOf("touchpoint", touchpoint)
            : said("stage") is { } stage ? names.NameOf("stage", stage)
            : words["Everyone"].Value;
        var who = goal switch
        {
            GoalState.Reached => words["{0}: reached the goal", where],
            GoalState.Missed => words["{0}: missed the goal", where],
            GoalState.Open => words["{0}: still on the way", where],
            null => where,
        };
        return new Some(who, words["Journey map"], customers, Back(said), null);
    }

    private async Task<Some> OnPromise(Func<string, string?> said, CancellationToken ct)
    {
        var touchpoint = said("touchpoint") ?? "";
        if (!Enum.TryParse<PromiseState>(said("state"), ignoreCase: true, out var state))
            throw new QuestionException("no_such_cell", Words.Say("This link does not say which customers to show. Open the touchpoint and click a number."));
        Dimension? by = said("by") switch { null => null, "channel" => Dimension.Channel, var property => Dimension.Of(property) };
        var scope = await scopes.Read(ShowMap.Request.Of(said("from"), said("to"), said("segment")), ct);
        var customers = await promises.People(scope, new PromiseCell(touchpoint, state, by, said("value") ?? ""), ct);
        var where = names.NameOf("touchpoint", touchpoint);
        var who = state switch
        {
            PromiseState.Kept => words["{0}: promise kept", where],
            PromiseState.Broken => words["{0}: promise broken", where],
            PromiseState.Open => words["{0}: promise still open", where],
        };
        return new Some(by is null ? who.Value : $"{who.Value} · {said("value") ?? words["(none)"].Value}", words["Promises"], customers,
            Back(said, $"/touchpoints/{touchpoint}"), null);
    }

    private async Task<Some> OnNamed(Func<string, string?> said, CancellationToken ct)
    {
        if (await named.Show(said("journey") ?? "", ct) is not { } journey)
            throw new QuestionException("no_such_journey", Words.Say("This named journey no longer exists. Open the list of named journeys."));
        if (said("open") is not null)
            return new Some(words["Still on the way"], journey.Name,
                await measure.OnTheWay(journey, ShowMap.Request.Of(said("from"), said("to"), said("segment")), ct),
                    Back(said, $"/journeys/named/{journey.Key}"), null);
        var step = int.TryParse(said("step"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, journey.Steps.Count - 1) : 0;
        var dropped = said("dropped") is not null && step > 0;
        var customers = await measure.People(journey, ShowMap.Request.Of(said("from"), said("to"), said("segment")), step, dropped, ct);
        return new Some(dropped ? words["Stopped before “{0}”", names.EventName(journey.Steps[step].Event)]
            : words["Reached “{0}”", names.EventName(journey.Steps[step].Event)],
            journey.Name, customers, Back(said, $"/journeys/named/{journey.Key}"), null);
    }

    // The map's address has days; an own one only if both can be read.
    private static string Back(Func<string, string?> said, string page = "/journeys")
    {
        var days = new[] { ("from", Day(said("from"), 0)), ("to", Day(said("to"), -1)), ("segment", said("segment")) };
        return QueryHelpers.AddQueryString(page, days.Where(d => d.Item2 is not null).Select(d => KeyValuePair.Create(d.Item1, d.Item2)));
    }

    private static string? Day(string? text, int more) =>
        GivenInstant.TryParse(text, null, out var at)
            ? at.At.UtcDateTime.AddHours(12).AddDays(more).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}
