using Microsoft.Extensions.Localization;
using Throughline.Contracts;

namespace Throughline.Touchpoints.Inventory;

/// <summary>Asks about events and channels that nobody has sent: often a slip, sometimes meant for later.</summary>
public sealed class UnknownNames(IStringLocalizer<Words> words) : IPart
{
    /// <summary>A sentence for each.</summary>
    public IReadOnlyList<string> In(SaveTouchpoint.Request asked, Suggestions.Offer known)
    {
        var rules = (asked.Rules ?? []).Where(r => r is not null).ToList();
        var events = rules.Select(r => r.Event).Append(asked.Goal?.Event?.Trim()).Where(e => !string.IsNullOrEmpty(e) && e != Rule.AnyEvent);
        var channels = rules.Select(r => r.Channel).Append(asked.Channel == Touchpoint.AnyChannel ? null : asked.Channel).Where(c => !string.IsNullOrEmpty(c));
        return
        [
            .. events.Except(known.Events).Select(e => words["No event called {0} has been received.", e!].Value),
            .. channels.Except(known.Channels).Select(c => words["No channel called {0} has been received.", c!].Value),
        ];
    }
}
