using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Journeys.Asking;
using Throughline.Journeys.Questions;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Answering;

/// <summary>For whom and when a question is asked: the person's days, and the period they make.</summary>
/// <param name="ComparedWith">How what it is compared with is called: "Previous period", or a segment's name.</param>
public sealed record Asked(Question Question, Period Period, IReadOnlyDictionary<string, string> Cell, string ComparedWith)
{
    /// <summary>The period that the answer is compared with, when that is wanted and there is one.</summary>
    public Period? Before => Question["compare"] == "before" ? Period.Before : null;

    /// <summary>The segment that the answer is compared with, if any.</summary>
    public string? Against => Question["compare"] == "segment" && Question["against"].Length > 0 ? Question["against"] : null;

    public bool IsCompared => Before is not null || Against is not null;

    /// <summary>True for a cell of what is compared with.</summary>
    public bool CellIsCompared => Cell.ContainsKey("compared");

    public int CellNumber(string name) =>
        int.TryParse(Cell.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw NoCell();

    public string CellText(string name) => Cell.TryGetValue(name, out var text) ? text : throw NoCell();

    private static QuestionException NoCell() =>
        new("no_such_cell", Words.Say("This link does not name a number of the answer. Open the question and click the number again."));
}

/// <summary>Asks one kind of question, shows its answer, and names the people behind each number.</summary>
public abstract class Explorer(TouchpointNames names, IStringLocalizer<Words> words) : IPart
{
    public abstract QuestionKind Kind { get; }

    public abstract Task<Shown> Show(Asked asked, CancellationToken ct);

    public abstract Task<int[]> People(Asked asked, CancellationToken ct);

    /// <summary>Who is behind the cell, as a heading.</summary>
    public abstract string Describe(Asked asked);

    /// <summary>Its answer in short, for a tile, a file or a mail; none where there is no answer.</summary>
    public abstract Figures InShort(Shown shown);

    protected IStringLocalizer<Words> T => words;

    protected TouchpointNames Names => names;

    /// <summary>The request with everything that all questions have: period, segment, filters, time zone.</summary>
    protected TRequest Within<TRequest>(TRequest request, Asked asked, bool compared = false) where TRequest : AskedScope
    {
        var period = compared && asked.Before is { } before ? before : asked.Period;
        var segment = compared && asked.Against is { } against ? against : asked.Question["segment"];
        return (TRequest)((AskedScope)request with
        {
            From = period.From.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            To = period.To.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Segment = segment.Length == 0 ? null : JsonSerializer.SerializeToElement(segment),
            TimeZone = asked.Period.Calendar.Id,
            Filter = Filter(asked.Question.Filters),
        });
    }

    /// <summary>Conditions that are complete; one that is still being written does not restrict.</summary>
    protected IReadOnlyList<AskedCondition> Where(AskedEvent? asked) => [.. (asked?.Where ?? []).Where(c => c.IsSaid).Select(c => c.Written(names))];

    private AskedFilter? Filter(IReadOnlyList<Condition> conditions)
    {
        Condition[] said = [.. conditions.Where(c => c.IsSaid)];
        if (said.Length == 0) return null;
        decimal? least = null, most = null;
        foreach (var condition in said.Where(c => c.Property == "value"))
        {
            if (condition.Op is "ge" or "gt" or "eq") least = Amount(condition);
            if (condition.Op is "le" or "lt" or "eq") most = Amount(condition);
        }
        return new AskedFilter(ValueAtLeast: least, ValueAtMost: most, Where: [.. said.Where(c => c.Property != "value").Select(c => c.Written(names))]);
    }

    // The least by which the index tells two amounts apart.
    private const decimal Least = 1 / Amounts.Unit;

    private static decimal Amount(Condition condition)
    {
        var exact = decimal.TryParse(condition.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new QuestionException("bad_amount", Words.Say($"'{condition.Value}' is not a valid amount. Use the format 49.90."));
        return condition.Op switch { "gt" => exact + Least, "lt" => exact - Least, _ => exact };
    }
}

/// <summary>Shows answers of one type.</summary>
public abstract class Explorer<TShown>(TouchpointNames names, IStringLocalizer<Words> words) : Explorer(names, words) where TShown : Shown
{
    public sealed override Figures InShort(Shown shown) => shown is TShown answer ? InShort(answer) : Figures.None;

    protected abstract Figures InShort(TShown shown);
}
