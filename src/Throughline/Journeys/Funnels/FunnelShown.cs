using Throughline.Journeys.Answering;
using Throughline.Statistics.Numerics;

namespace Throughline.Journeys.Funnels;

/// <summary>A funnel: everyone first, then what is compared with it, then each value of the breakdown.</summary>
public sealed record FunnelShown(IReadOnlyList<FunnelRow> Rows) : Shown
{
    public override bool IsEmpty => All.Steps[0].Customers == 0 && OnTheWay == 0;

    /// <summary>The property of the breakdown; empty without one.</summary>
    public string By { get; init; } = "";

    /// <summary>Who began and whose window still runs; in no step and no share.</summary>
    public int OnTheWay { get; init; }

    /// <summary>Their address.</summary>
    public required string PeopleOnTheWay { get; init; }

    public FunnelRow All => Rows[0];
    public FunnelRow? Compared => Rows.FirstOrDefault(r => r.IsCompared);
    public IReadOnlyList<FunnelRow> Parts => [.. Rows.Where(r => r is { IsCompared: false, Key: not null } or { IsOther: true })];
}

/// <param name="Key">The value of the breakdown; null for everyone.</param>
public sealed record FunnelRow(string? Key, string Title, bool IsOther, bool IsCompared, IReadOnlyList<FunnelStepShown> Steps)
{
    /// <summary>From the first step to the last, of those who came through.</summary>
    public required AskFunnel.Times Total { get; init; }

    /// <summary>Of that time, from everyone else's, or from what is compared with.</summary>
    public Difference? TimeDifference { get; init; }

    public FunnelStepShown Last => Steps[^1];
}

/// <param name="Event">As the question has it.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Share">Of the first step; null when nobody began.</param>
/// <param name="OfBefore">Of the step before.</param>
/// <param name="Reached">The address of those who came here; null where they cannot be told apart.</param>
/// <param name="Stopped">The address of those who came to the step before and not to this.</param>
/// <param name="Difference">From everyone else, or from what is compared with.</param>
public sealed record FunnelStepShown(
    string Event, string Name, int Customers, double? Share, Interval? Interval, double? OfBefore, int Lost, AskFunnel.StepAnswer Times, string? Reached,
    string? Stopped, Difference? Difference)
{
    /// <summary>The same value of the breakdown, in what is compared with.</summary>
    public AskFunnel.StepAnswer? Then { get; init; }
}
