using System.Globalization;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Answering;

/// <summary>A question, what there is to show for it, and what a form needs to change it.</summary>
/// <param name="Period">Null when its dates cannot be read.</param>
public sealed record Exploration(Question Question, Shown Shown, Period? Period, IReadOnlyList<SegmentView> Segments);

/// <summary>Asks a question as its address says it; whatever comes of it can be shown.</summary>
public sealed class AskQuestion(
    IEnumerable<Explorer> explorers, FirstQuestion first, HeldSince held, IJourneyIndex index, ISegments segments, Viewer viewer,
    TimeProvider clock, IStringLocalizer<Words> words) : IPart
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="query">With or without its question mark. Without any question in it, a first one is asked.</param>
    /// <param name="action">What a button of the form does to the question before it is asked.</param>
    public async Task<Exploration> Show(QuestionKind kind, string? query, string? action, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(Longest);
        var question = QuestionReader.Read(kind, query);
        if (!string.IsNullOrEmpty(action)) question = QuestionEdit.Apply(question, action);
        var all = await segments.All(ct);
        Period? period = null;
        var shown = await Try(async () =>
        {
            if (question.IsUnasked) question = await first.Of(kind, enough.Token);
            var asked = await Read(question, new Dictionary<string, string>(), all, enough.Token);
            period = asked.Period;
            var found = await Of(kind).Show(asked, enough.Token);
            return found.IsEmpty
                ? await Nothing(question, enough.Token)
                : found with { Remarks = [.. found.Remarks, .. await Comparison(asked, found, enough.Token)] };
        }, ct);
        return new Exploration(question, shown, period, all);
    }

    /// <summary>The people behind the cell that the address names, and who they are.</summary>
    /// <exception cref="QuestionException">The address names no cell, or the question cannot be answered.</exception>
    public async Task<(string Who, int[] Customers, Question Question)> People(QuestionKind kind, string? query, CancellationToken ct)
    {
        var read = QuestionReader.All(kind, query);
        var asked = await Read(read.Question.IsUnasked ? await first.Of(kind, ct) : read.Question, read.Cell, await segments.All(ct), ct);
        var who = Of(kind).Describe(asked);
        return (asked.CellIsCompared ? $"{who} · {asked.ComparedWith}" : who, await Of(kind).People(asked, ct), read.Question);
    }

    private Explorer Of(QuestionKind kind) => explorers.Single(e => e.Kind == kind);

    private async Task<Asked> Read(Question question, IReadOnlyDictionary<string, string> cell, IReadOnlyList<SegmentView> all, CancellationToken ct)
    {
        foreach (var segment in new[] { question["segment"], question["compare"] == "segment" ? question["against"] : "" }.Where(key => key.Length > 0
            && all.All(s => s.Key != key)))
            throw new QuestionException(
                "no_such_segment", words["The segment “{0}” does not exist; it may have been deleted. Choose another, or everyone.", segment]);
        var period = await AskedPeriod.Of(question, viewer.Calendar, clock.GetUtcNow(), async () => (await held.Find(ct))?.First);
        var against = all.FirstOrDefault(s => s.Key == question["against"])?.Name ?? question["against"];
        return new Asked(question, period, cell, question["compare"] == "segment" ? against : words["Previous period"]);
    }

    // A comparison that cannot be drawn says so, rather than leaving its column empty.
    private async Task<IReadOnlyList<string>> Comparison(Asked asked, Shown found, CancellationToken ct)
    {
        if (asked.Question["compare"] == "segment" && asked.Against is null) return [words["Choose the other segment to show it alongside."]];
        if (!found.ComparedIsEmpty) return [];
        if (asked.Against is not null)
            return [words["No matching interactions with “{0}” in this period, so there is nothing to compare with.", asked.ComparedWith]];
        return (await held.Find(ct))?.First is { } first
            ? [words["No matching interactions in the previous period, so there is nothing to compare with. Data begins in {0}.",
                first.ToString("MMMM yyyy", CultureInfo.CurrentCulture)]]
            : [];
    }

    private async Task<Shown> Try(Func<Task<Shown>> show, CancellationToken ct)
    {
        try
        {
            if (index.Names.EventCounts.Count == 0 && index.Building is null) return new NothingFound(null, []);
            return await show();
        }
        catch (QuestionException e)
        {
            return new Misasked(e.Code, e.Sentence);
        }
        catch (JourneysCatchUpException e)
        {
            return new CatchingUp(e.Done);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Misasked("took_too_long",
                words["The question took longer than {0} seconds. Choose a shorter period, or remove the breakdown.", (int)Longest.TotalSeconds]);
        }
    }

    private async Task<Shown> Nothing(Question question, CancellationToken ct)
    {
        var known = index.Names.Events.ToHashSet(StringComparer.Ordinal);
        return new NothingFound((await held.Find(ct))?.First,
            [.. question.Events.Select(e => e.Name).Where(n => n.Length > 0 && n != EventPattern.AnyEvent && !known.Contains(n)).Distinct()]);
    }
}
