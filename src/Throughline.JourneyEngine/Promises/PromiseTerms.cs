namespace Throughline.JourneyEngine;

/// <summary>
/// Something promised at an event. Each row that begins it is a case, due at a moment of its own; the first row that keeps it, at the case's
/// moment or after it and of the same customer, decides.
/// </summary>
/// <param name="Key">By which the answer names it.</param>
public sealed record PromiseTerms(string Key, EventPattern Begins, EventPattern Keeps)
{
    /// <summary>The last moment at which a case that began at a moment is kept in time, in milliseconds since 1970; null: nobody can say.
    /// Called by many threads at once.</summary>
    public required Func<long, long?> DueMs { get; init; }

    /// <summary>A promoted property of the beginning row whose text says when the case is due; <see cref="DueOfText"/> reads it.</summary>
    public string? DueProperty { get; init; }

    /// <summary>As <see cref="DueMs"/>, of a text.</summary>
    public Func<string, long?>? DueOfText { get; init; }

    /// <summary>A promoted property that names the case: only a row with the same value keeps it. Rows without it are all one case.</summary>
    public string? CaseProperty { get; init; }

    /// <summary>What calls a case off: one that comes before the case is kept and due leaves it out of everything.</summary>
    public EventPattern? CallsOff { get; init; }

    /// <summary>How long it took from the beginning to what kept it, in milliseconds; null: as the clock goes.</summary>
    public Func<long, long, long>? TookMs { get; init; }
}

/// <summary>How promises are kept: the cases that begin in the period. One that is not due yet is open, whether or not it is done.</summary>
public sealed record PromisesQuestion
{
    public Scope Scope { get; init; } = new();

    public IReadOnlyList<PromiseTerms> Promises { get; init; } = [];

    /// <summary>The present: what comes later has not happened.</summary>
    public required long NowMs { get; init; }

    /// <summary>In how many equal parts to cut the period, 1 to 366.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>By which columns the judged cases are counted apart, by the value of the row that begins a case. A column
    /// with more than <see cref="MostValues"/> values is passed over.</summary>
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>True: how long it took in the middle. Takes longer.</summary>
    public bool Medians { get; init; }

    public const int MostValues = 200;
}

/// <summary>How a case stands: done in time and due, due and not done in time, or not due yet.</summary>
public enum PromiseState { Kept, Broken, Open }

/// <summary>Cases, and customers with one at least; a customer may count under several states.</summary>
/// <param name="CalledOff">Cases that count nowhere because they were called off.</param>
/// <param name="WithoutDue">Cases that count nowhere because nobody can say when they are due.</param>
public readonly record struct PromiseTally(
    int Kept, int Broken, int Open, int KeptCustomers, int BrokenCustomers, int OpenCustomers, int CalledOff, int WithoutDue)
{
    /// <summary>Cases that were due.</summary>
    public int Judged => Kept + Broken;

    internal PromiseTally Plus(PromiseTally other) => new(
        Kept + other.Kept, Broken + other.Broken, Open + other.Open, KeptCustomers + other.KeptCustomers, BrokenCustomers + other.BrokenCustomers,
        OpenCustomers + other.OpenCustomers, CalledOff + other.CalledOff, WithoutDue + other.WithoutDue);
}

/// <summary>The judged cases with one value.</summary>
public sealed record PromiseSplit(Dimension By, string Value, int Kept, int Broken, int BrokenCustomers);

/// <param name="Parts">By the moment at which a case began.</param>
/// <param name="MedianSeconds">Of the judged cases, those never done counted as longest; null when more than half were never done, or not asked for.</param>
public sealed record PromiseCount(
    string Key, PromiseTally Whole, IReadOnlyList<PromiseTally> Parts, double? MedianSeconds, IReadOnlyList<PromiseSplit> Splits);

/// <summary>In the order asked.</summary>
public sealed record PromisesAnswer(IReadOnlyList<PromiseCount> Promises);

/// <summary>A number of the answer.</summary>
/// <param name="By">Null: of all cases; else of the judged ones with this <paramref name="Value"/> (empty: with none).</param>
public sealed record PromiseCell(string Key, PromiseState State, Dimension? By = null, string Value = "");
