using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>How customers move from channel to channel: each row on a channel with the customer's next one on a channel.</summary>
public sealed record SwitchesQuestion
{
    public Scope Scope { get; init; } = new();

    /// <summary>Longest gap between the two rows, in seconds, inclusive; at least 1. Null: any gap.</summary>
    public long? WithinSeconds { get; init; }

    /// <summary>A promoted property that names the episode: only pairs inside one episode count, other episodes' rows in between are passed over.</summary>
    public string? EpisodeProperty { get; init; }

    /// <summary>True: also pairs that stay on the channel.</summary>
    public bool IncludeStays { get; init; }

    /// <summary>False saves time when only counts and mean gaps are wanted.</summary>
    public bool Medians { get; init; } = true;
}

/// <summary>One cell of the matrix. The median is 0 when it was not asked for.</summary>
public sealed record ChannelSwitch(string From, string To, long Count, double TotalGapSeconds, double MedianGapSeconds);

/// <summary>The cells that occur, by name.</summary>
public sealed record SwitchesAnswer(IReadOnlyList<ChannelSwitch> Matrix);

/// <summary>Answers channel-switch questions.</summary>
internal static class SwitchesRun
{
    public static SwitchesAnswer Answer(QuestionContext context, SwitchesQuestion question)
    {
        var kernels = Run(context, question, null);
        var size = kernels[0].Size;
        var names = context.Names.Channels;
        var medians = question.Medians ? ValueLists.Medians(kernels.Select(k => k.Gaps), context.Cancellation) : [];
        var matrix = new List<ChannelSwitch>();
        for (var cell = 0; cell < size * size; cell++)
        {
            var (from, to) = (cell / size, cell % size);
            var count = kernels.Sum(k => k.Counts[cell]);
            if (count == 0 || from == 0 || to == 0 || (from == to && !question.IncludeStays)) continue;
            matrix.Add(new ChannelSwitch(names.Name(from), names.Name(to), count, kernels.Sum(k => k.SumMs[cell]) / 1000.0, medians.GetValueOrDefault(cell) / 1000.0));
        }
        return new SwitchesAnswer([.. matrix.OrderBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal)]);
    }

    /// <summary>The customers who made a switch.</summary>
    public static int[] People(QuestionContext context, SwitchesQuestion question, string from, string to)
    {
        var names = context.Names.Channels;
        if (from == to && !question.IncludeStays) return [];
        return PeopleList.Join(Run(context, question, (names.Find(from), names.Find(to))).Select(k => k.People));
    }

    private static SwitchesKernel[] Run(QuestionContext context, SwitchesQuestion question, (int, int)? probe)
    {
        if (question.WithinSeconds is < 1) throw new QuestionException("window_out_of_range", "The gap must be at least 1 second.");
        var channels = context.Names.Channels.Count;
        if (channels > 2000) throw new QuestionException("too_many_channels", "There are more than 2,000 channels; clean them up first.");
        var episode = question.EpisodeProperty is { } property ? context.Names.PropertyIndex(property) : -1;
        var scan = context.Scan(question.Scope, Needs.Channel | (episode >= 0 ? NeedsOf.Property(episode) : 0));
        var kernels = scan.Run(() => new SwitchesKernel(question, channels, episode, probe), context.Cancellation);
        foreach (var kernel in kernels) kernel.Settle();
        return kernels;
    }
}

/// <summary>A cell as the hot loop counts it.</summary>
internal struct SwitchCell
{
    public long Count, Seconds;
}

/// <summary>Counts and gap sums by pair of channels.</summary>
internal unsafe struct SwitchesKernel : IKernel
{
    private readonly long _withinMs;
    private readonly int _episode;
    private readonly bool _medians, _stays;
    private readonly (int From, int To)? _probe;
    private readonly Dictionary<int, int> _lastOfEpisode = [];
    private readonly SwitchCell[] _cells;

    public readonly int Size;
    public readonly long[] Counts, SumMs;
    public readonly ValueLists Gaps = new();
    public readonly List<int> People = [];

    public SwitchesKernel(SwitchesQuestion question, int channels, int episode, (int, int)? probe)
    {
        Size = channels + 1;
        _withinMs = question.WithinSeconds is { } s and < long.MaxValue / 1000 ? s * 1000 : long.MaxValue;
        (_episode, _medians, _stays, _probe) = (episode, question.Medians, question.IncludeStays, probe);
        (Counts, SumMs) = (new long[Size * Size], new long[Size * Size]);
        // One cell more than the matrix takes what is out of the window, so that the hot loop has no branch for it.
        _cells = new SwitchCell[2 * ((Size * Size) + 1)];
    }

    /// <summary>Adds what the hot loop counted to the matrix. Once, after the last customer.</summary>
    public readonly void Settle()
    {
        for (var cell = 0; cell < Size * Size; cell++)
            foreach (var part in (ReadOnlySpan<SwitchCell>)[_cells[cell], _cells[cell + (Size * Size) + 1]])
            {
                Counts[cell] += part.Count;
                SumMs[cell] += part.Seconds * 1000;
            }
    }

    public void Visit(ref RowView rows)
    {
        if (_episode >= 0) WalkEpisodes(rows);
        else if (rows.Channel.Width == 1 && rows.Millis == null && !_medians && _probe is null)
        {
            var within = (uint)Math.Min(_withinMs / 1000, uint.MaxValue);
            fixed (SwitchCell* cells = _cells)
                CountPairs(rows.Channel.At + rows.Offset + rows.From, rows.Seconds + rows.Offset + rows.From, rows.To - rows.From, Size, within, cells);
        }
        else Walk(rows);
    }

    /// <summary>The hot loop for whole seconds. Two tables take turns, so that equal cells in a row do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountPairs(byte* channel, uint* second, int count, int size, uint within, SwitchCell* cells)
    {
        var spill = size * size;
        var turn = cells + spill + 1;
        int i = 0;
        while (i < count && channel[i] == 0) i++;
        if (i >= count) return;
        var row = channel[i] * size;
        var before = second[i];
        for (i++; i < count; i++)
        {
            int target = channel[i];
            if (target == 0) continue;
            var time = second[i];
            var gap = time - before;
            var cell = (gap <= within ? row + target : spill) + cells;
            cell->Count++;
            cell->Seconds += gap;
            (row, before) = (target * size, time);
            var next = turn;
            turn = cells;
            cells = next;
        }
    }

    private readonly void Walk(in RowView rows)
    {
        var before = -1;
        for (var i = rows.From; i < rows.To; i++)
        {
            if (rows.Channel[rows.Offset + i] == 0) continue;
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
        if (_medians && (_stays || from != to)) Gaps.Add(cell, gap);
        if (_probe == (from, to)) PeopleList.AddOnce(People, rows.Customer);
    }
}
