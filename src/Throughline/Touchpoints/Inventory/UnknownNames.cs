using Microsoft.Extensions.Localization;
using Throughline.Contracts;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Asks about events and channels that nobody has sent: often a slip, sometimes meant for later.</summary>
public sealed class UnknownNames(IStringLocalizer<Words> words) : IPart
{
    /// <summary>A sentence for each. What the touchpoint named before was asked about when it came in.</summary>
    /// <param name="before">As it was saved last; null for a new one.</param>
    public IReadOnlyList<string> In(SaveTouchpoint.Request asked, Suggestions.Offer known, TouchpointCard? before)
    {
        var named = before is null ? (Events: [], Channels: []) : Named(before.Rules, before.Goal, before.Promise, before.Channel);
        var (events, channels) = Named(asked.Rules, asked.Goal, asked.Promise, asked.Channel);
        return
        [
            .. events.Except(known.Events).Except(named.Events).Select(e => words["No event called {0} has been received.", e].Value),
            .. channels.Except(known.Channels).Except(named.Channels).Select(c => words["No channel called {0} has been received.", c].Value),
        ];
    }

    private static (IEnumerable<string> Events, IEnumerable<string> Channels) Named(
        IReadOnlyList<Rule>? of, GoalFields? goal, Promise? promise, string? channel)
    {
        var rules = (of ?? []).Where(r => r is not null).ToList();
        string?[] others = [goal?.Event?.Trim(), promise?.Begins, promise?.Keeps, promise?.CallsOff];
        return (
            rules.Select(r => r.Event).Concat(others).OfType<string>().Where(e => e.Length > 0 && e != Rule.AnyEvent),
            rules.Select(r => r.Channel).Append(channel == Touchpoint.AnyChannel ? null : channel).OfType<string>().Where(c => c.Length > 0));
    }
}
