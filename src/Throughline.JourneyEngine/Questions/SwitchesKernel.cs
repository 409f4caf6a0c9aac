namespace Throughline.JourneyEngine;

/// <summary>Counts and gap sums by pair of channels.</summary>
internal unsafe struct SwitchesKernel : IKernel
{
    private readonly long _withinMs;
    private readonly int _episode;
    private readonly bool _medians, _stays;
    private readonly (int From, int To)? _probe;
    private readonly Dictionary<int, int> _lastOfEpisode = [];
    private readonly ChannelPairs? _pairs;
    private readonly int[] _movedAt;
    private int _visit;

    public readonly int Size;
    public readonly long[] Counts, SumMs;

    /// <summary>Customers by pair of channels; under "to none", those who were on the channel. Null when nobody wants them.</summary>
    public readonly int[]? Movers;
    public readonly ValueLists Gaps = new();
    public readonly List<int> People = [];

    public SwitchesKernel(SwitchesQuestion question, int channels, int episode, (int, int)? probe)
    {
        Size = channels + 1;
        _withinMs = question.WithinSeconds is { } s and < long.MaxValue / 1000 ? s * 1000 : long.MaxValue;
        (_episode, _medians, _stays, _probe) = (episode, question.Medians, question.IncludeStays, probe);
        (Counts, SumMs) = (new long[Size * Size], new long[Size * Size]);
        (Movers, _movedAt) = question.Customers ? (new int[Size * Size], new int[Size * Size]) : (null, []);
        if (episode < 0 && !_medians && probe is null && Movers is null)
            _pairs = ChannelPairs.For(Size, (uint)Math.Min(_withinMs / 1000, uint.MaxValue), Counts, SumMs);
    }

    public readonly BlockKernel? ByBlock => _pairs;

    /// <summary>Adds what was counted by blocks to the matrix. Once, after the last customer.</summary>
    public readonly void Settle() => _pairs?.Settle();

    public void Visit(ref RowView rows)
    {
        _visit++;
        if (_episode >= 0) WalkEpisodes(rows);
        else Walk(rows);
    }

    private readonly void Walk(in RowView rows)
    {
        var before = -1;
        for (var i = rows.From; i < rows.To; i++)
        {
            if (rows.Channel[rows.Offset + i] == 0) continue;
            See(rows.Channel[rows.Offset + i] * Size);
            if (before >= 0) Count(rows, before, i);
            before = i;
        }
    }

    private readonly void WalkEpisodes(in RowView rows)
    {
        _lastOfEpisode.Clear();
        for (var i = rows.From; i < rows.To; i++)
        {
            var episode = rows.Properties[_episode][rows.Offset + i];
            if (episode == 0 || rows.Channel[rows.Offset + i] == 0) continue;
            See(rows.Channel[rows.Offset + i] * Size);
            if (_lastOfEpisode.TryGetValue(episode, out var before)) Count(rows, before, i);
            _lastOfEpisode[episode] = i;
        }
    }

    private readonly void Count(in RowView rows, int before, int i)
    {
        var gap = rows.TimeMs(i) - rows.TimeMs(before);
        if (gap > _withinMs) return;
        var (from, to) = (rows.Channel[rows.Offset + before], rows.Channel[rows.Offset + i]);
        if (from >= Size || to >= Size) return;
        var cell = (from * Size) + to;
        Counts[cell]++;
        SumMs[cell] += gap;
        See(cell);
        if (_medians && (_stays || from != to)) Gaps.Add(cell, gap);
        if (_probe == (from, to)) PeopleList.AddOnce(People, rows.Customer);
    }

    private readonly void See(int cell)
    {
        if (Movers is null || cell >= Movers.Length || _movedAt[cell] == _visit) return;
        _movedAt[cell] = _visit;
        Movers[cell]++;
    }
}
