using System.Globalization;
using Throughline.Platform.Ui.Figures;
using Throughline.Statistics.Numerics;

namespace Throughline.Journeys.Answering;

/// <summary>An answer in short: one large number, and the rows behind it.</summary>
public sealed record Figures(FigureHead? Head, IReadOnlyList<FigureRow> Rows)
{
    public static Figures None { get; } = new(null, []);

    /// <summary>Rows of a breakdown, shown after the others under a title of their own; null without one.</summary>
    public FigureParts? Parts { get; init; }

    /// <summary>A drawing of the rows; null where they are drawn as bars.</summary>
    public FigureChart? Chart { get; init; }

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}

/// <param name="Meaning">What is beside the number: "came through to “Order Completed”".</param>
/// <param name="People">The address of the customers behind it; null where they cannot be told.</param>
/// <param name="Difference">From what the answer is compared with; null when it is compared with nothing.</param>
/// <param name="From">What it is compared with.</param>
/// <param name="Plain">More of it is neither good nor bad, and it is no share.</param>
public sealed record FigureHead(
    string Value, string Meaning, long? N, string? Interval, string? People, Difference? Difference = null, string? From = null, bool Plain = false)
{
    /// <summary>The number for programs: a share from 0 to 1 where it <see cref="IsShare"/>, else as it is; null where nothing can be said.</summary>
    public double? Amount { get; init; }

    /// <summary>95% of it; null where there is none.</summary>
    public Interval? Margin { get; init; }

    public bool IsShare { get; init; }
}

/// <param name="Number">For programs: a share from 0 to 1, or a count.</param>
/// <param name="Share">Of the longest bar; null where a bar would say nothing.</param>
/// <param name="N">Of how many, for a share.</param>
/// <param name="Beside">What stands in small beside it: "130 customers".</param>
public sealed record FigureRow(string Label, double? Number, string Text, double? Share, long? N, string? People, string? Beside = null)
{
    public static FigureRow Bar(string label, long count, long most, string? people) =>
        new(label, count, Figures.Count(count), most == 0 ? 0 : (double)count / most, null, count == 0 ? null : people);
}

/// <param name="Options">As the chart library reads them.</param>
/// <param name="Label">What it shows, for those who do not see it.</param>
public sealed record FigureChart(string Options, string Label)
{
    /// <summary>For a chart over time: the days of its points.</summary>
    public ChartDays? Days { get; init; }

    /// <summary>A legend tells its lines apart.</summary>
    public bool HasSeveral { get; init; }
}

/// <param name="Title">"By browser: came through to “Order Completed”".</param>
public sealed record FigureParts(string Title, IReadOnlyList<FigureRow> Rows);
