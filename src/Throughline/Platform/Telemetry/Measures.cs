using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Throughline.Platform.Telemetry;

/// <summary>What the program counts and times. Numbers and names of kinds only: nothing of a customer, no address, no query. While nobody
/// listens it costs nothing.</summary>
public static class Measures
{
    public const string Name = "Throughline";

    internal static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    internal static readonly Counter<long> Appended =
        Meter.CreateCounter<long>("throughline.interactions.appended", "{interaction}", "Interactions written to the journal");
    private static readonly Counter<long> Repeated =
        Meter.CreateCounter<long>("throughline.interactions.repeated", "{interaction}", "Interactions that were in the journal already");
    private static readonly Counter<long> SetAside =
        Meter.CreateCounter<long>("throughline.interactions.set_aside", "{interaction}", "What arrived and was not understood");
    private static readonly Histogram<double> Questions =
        Meter.CreateHistogram<double>("throughline.questions.duration", "s", "Time to answer a question about journeys");
    private static readonly Histogram<double> Jobs =
        Meter.CreateHistogram<double>("throughline.jobs.duration", "s", "Time of a job, by kind; with an outcome where it failed");

    /// <summary>Counts what became of a batch.</summary>
    internal static void Committed(int appended, int repeated, int setAside)
    {
        if (appended > 0) Appended.Add(appended);
        if (repeated > 0) Repeated.Add(repeated);
        if (setAside > 0) SetAside.Add(setAside);
    }

    /// <summary>Times a question from here until it is disposed.</summary>
    /// <param name="answer">The type of its answer, which names it.</param>
    public static Measured Question(Type answer) =>
        new(Questions, Source, "question", answer.IsArray ? "People" : answer.Name.Replace("Answer", "", StringComparison.Ordinal));

    /// <summary>Times a job from here until it is disposed.</summary>
    internal static Measured Job(string kind) => new(Jobs, Source, "job", kind);
}

/// <summary>Something that takes time, as a span and in a histogram.</summary>
public sealed class Measured : IDisposable
{
    private readonly Histogram<double> _durations;
    private readonly Activity? _span;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly string _what, _kind;
    private bool _failed;

    internal Measured(Histogram<double> durations, ActivitySource source, string what, string kind)
    {
        (_durations, _what, _kind) = (durations, what, kind);
        _span = source.StartActivity($"{what} {kind}");
    }

    public void Fail()
    {
        _failed = true;
        _span?.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        _span?.Dispose();
        if (!_durations.Enabled) return;
        var tags = new TagList { { _what, _kind } };
        if (_failed) tags.Add("outcome", "failed");
        _durations.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
    }
}
