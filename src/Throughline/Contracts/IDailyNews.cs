namespace Throughline.Contracts;

/// <summary>What a room has to say in a colleague's daily mail. Many rooms may have one. It is asked on behalf of that colleague: with their
/// permissions, zone and language.</summary>
public interface IDailyNews : IPart
{
    /// <summary>The smaller, the earlier in the mail. By hundreds.</summary>
    int Order { get; }

    /// <summary>Those with something in them; none where there is nothing to say.</summary>
    Task<IReadOnlyList<NewsSection>> Gather(Guid user, CancellationToken ct);
}

/// <param name="Kind">What colleagues choose by, one of <see cref="NewsKinds"/>.</param>
public sealed record NewsSection(string Kind, string Title, IReadOnlyList<NewsItem> Items);

/// <param name="Href">A page of ours, as a path.</param>
/// <param name="Step">What to do there, as a verb: "See why".</param>
public sealed record NewsItem(string Title, string? Detail, string? Href = null, string? Step = null, NewsTone Tone = NewsTone.Plain);

public enum NewsTone { Plain, Hurt, Watch, Helped }

/// <summary>The kinds of news that a colleague may want or not.</summary>
public static class NewsKinds
{
    public const string Attention = "attention", Better = "better", Alerts = "alerts";

    /// <summary>With what they are called.</summary>
    [Said]
    public static IReadOnlyList<(string Kind, string Title)> All { get; } =
        [(Alerts, "Alerts you set"), (Attention, "What needs attention"), (Better, "What got better")];
}
