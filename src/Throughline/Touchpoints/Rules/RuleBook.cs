using System.Collections.Frozen;
using Throughline.Contracts;
using Throughline.JourneyEngine;

namespace Throughline.Touchpoints.Rules;

/// <summary>
/// Touchpoints, stages and rules at one moment. Of all rules that fit an interaction the most specific wins: a named event
/// before <c>*</c>, then conditions, then a channel; between equals the touchpoint that comes first.
/// </summary>
internal sealed class RuleBook : TouchpointBook
{
    private readonly FrozenDictionary<string, Candidates> _byEvent;
    private readonly Candidates _ofAny;

    public RuleBook(IReadOnlyList<Touchpoint> touchpoints, IReadOnlyList<Stage> stages, StageSettings settings)
    {
        Version = settings.Version;
        Touchpoints = [.. touchpoints.OrderBy(t => t.Place).Select(t => t.ToView())];
        Stages = [.. stages.Where(s => !s.IsBuiltIn).OrderBy(s => s.Place).Select(s => new StageView(s.Key, s.Name))];
        Service = stages.Where(s => s.Key == Stage.Service).Select(s => new StageView(s.Key, s.Name)).First();
        Defected = stages.Where(s => s.Key == Stage.Defected).Select(s => new StageView(s.Key, s.Name)).First();
        Rules = settings.ToRules([.. Stages.Select(s => s.Key)]);
        ValueEvent = settings.ValueEvent;
        Edition = settings.Edition;
        Promised = [.. touchpoints.OrderBy(t => t.Place).Where(t => t.Promise is not null)
            .Select(t => new PromiseAt(t.Key, t.Promise!, [.. t.Rules.Select(r => r.Event)], t.Department))];
        var views = Touchpoints.ToDictionary(t => t.Key);
        var lines = touchpoints
            .OrderBy(t => t.Place)
            .SelectMany(t => t.Rules.Select(rule => new Line(rule, views[t.Key])))
            .OrderByDescending(l => l.Rank)
            .ToList();
        var any = lines.Where(l => l.Event == Rule.AnyEvent).ToList();
        _ofAny = new Candidates(any);
        _byEvent = lines.Where(l => l.Event != Rule.AnyEvent).GroupBy(l => l.Event).ToFrozenDictionary(g => g.Key, g => new Candidates([.. g, .. any]));
    }

    public override long Version { get; }
    public override IReadOnlyList<TouchpointView> Touchpoints { get; }
    public override IReadOnlyList<StageView> Stages { get; }
    public override StageView Service { get; }
    public override StageView Defected { get; }
    public override StageRules Rules { get; }

    /// <summary>What is promised where.</summary>
    public IReadOnlyList<PromiseAt> Promised { get; }

    /// <summary>The event that shows that somebody has what they bought it for.</summary>
    public string ValueEvent { get; }

    /// <summary>The version of the stages and how customers move through them.</summary>
    public int Edition { get; }

    public override TouchpointView? Assign(string eventName, string channel, ReadOnlyMemory<byte> body) =>
        eventName.Length == 0 ? null : _byEvent.GetValueOrDefault(eventName, _ofAny).First(channel, body);

    /// <summary>How rules stand to an event on a channel, whatever the properties say.</summary>
    public Reach ReachOf(string eventName, string channel) =>
        eventName.Length == 0 ? Reach.None : _byEvent.GetValueOrDefault(eventName, _ofAny).ReachOf(channel);

    private sealed class Line(Rule rule, TouchpointView touchpoint)
    {
        public string Event => rule.Event;
        public string? Channel => rule.Channel;
        public TouchpointView Touchpoint => touchpoint;
        public CompiledCondition[] Conditions { get; } = [.. (rule.Where ?? []).Select(c => CompiledCondition.Compile(c).Item1).OfType<CompiledCondition>()];
        public int Rank { get; } = (rule.Event == Rule.AnyEvent ? 0 : 4) + (rule.HasConditions ? 2 : 0) + (rule.Channel is null ? 0 : 1);
    }

    private sealed class Candidates(IReadOnlyList<Line> lines)
    {
        private readonly Line[] _lines = [.. lines];
        private readonly string[] _properties = [.. lines.SelectMany(l => l.Conditions).Select(c => c.Property).Distinct()];

        public TouchpointView? First(string channel, ReadOnlyMemory<byte> body)
        {
            Dictionary<string, string?>? known = null;
            foreach (var line in _lines)
            {
                if (line.Channel is not null && line.Channel != channel) continue;
                if (line.Conditions.Length == 0) return line.Touchpoint;
                known ??= new Dictionary<string, string?>(_properties.Length);
                if (Hold(line.Conditions, body.Span, known)) return line.Touchpoint;
            }
            return null;
        }

        public Reach ReachOf(string channel)
        {
            var fitting = _lines.Where(l => l.Channel is null || l.Channel == channel).ToList();
            if (fitting.Count == 0) return Reach.None;
            return fitting.Any(l => l.Conditions.Length == 0) ? Reach.All : Reach.Some;
        }

        private static bool Hold(CompiledCondition[] conditions, ReadOnlySpan<byte> body, Dictionary<string, string?> known)
        {
            foreach (var condition in conditions)
            {
                if (!known.TryGetValue(condition.Property, out var value)) known[condition.Property] = value = PropertyReader.Find(body, condition.Property);
                if (!condition.Holds(value)) return false;
            }
            return true;
        }
    }
}

/// <summary>Whether rules take all interactions of an event on a channel, only those that meet a condition, or none.</summary>
internal enum Reach { None, Some, All }

/// <param name="Events">Those that the touchpoint's rules take.</param>
/// <param name="Department">Who answers for it.</param>
internal sealed record PromiseAt(string Touchpoint, Promise Promise, IReadOnlyList<string> Events, string Department);
