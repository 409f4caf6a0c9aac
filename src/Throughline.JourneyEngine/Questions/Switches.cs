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

    /// <summary>True: also how many customers made a switch, and how many were on each channel. Takes longer.</summary>
    public bool Customers { get; init; }
}

/// <summary>One cell of the matrix. The median is 0 when it was not asked for.</summary>
public sealed record ChannelSwitch(string From, string To, long Count, double TotalGapSeconds, double MedianGapSeconds)
{
    /// <summary>Who made it; 0 when it was not asked for.</summary>
    public int Customers { get; init; }
}

/// <summary>Customers with a row on a channel (in any episode, if one was asked for), whether or not they left it.</summary>
public sealed record ChannelCustomers(string Channel, int Customers);

/// <summary>The cells that occur, by name.</summary>
public sealed record SwitchesAnswer(IReadOnlyList<ChannelSwitch> Matrix)
{
    /// <summary>Empty when customers were not asked for.</summary>
    public IReadOnlyList<ChannelCustomers> Channels { get; init; } = [];
}

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
            matrix.Add(
                new ChannelSwitch(names.Name(from), names.Name(to), count, kernels.Sum(k => k.SumMs[cell]) / 1000.0, medians.GetValueOrDefault(cell) / 1000.0)
                {
                Customers = kernels.Sum(k => k.Movers?[cell] ?? 0),
            });
        }
        return new SwitchesAnswer([.. matrix
            .OrderBy(m => m.From, StringComparer.Ordinal)
            .ThenBy(m => m.To, StringComparer.Ordinal)]) { Channels = question.Customers ? [.. OnChannels(kernels, names)] : [] };
    }

    // A channel that came up while the question ran has no place in the matrix.
    private static IEnumerable<ChannelCustomers> OnChannels(SwitchesKernel[] kernels, CodeDictionary names) => Enumerable.Range(1, kernels[0].Size - 1)
        .Select(channel => new ChannelCustomers(names.Name(channel), kernels.Sum(k => k.Movers![channel * k.Size])))
        .Where(c => c.Customers > 0).OrderBy(c => c.Channel, StringComparer.Ordinal);

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
