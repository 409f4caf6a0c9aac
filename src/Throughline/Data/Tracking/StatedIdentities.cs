using Throughline.Contracts;

namespace Throughline.Data.Tracking;

/// <summary>Whom an event names, and what of it could not be used.</summary>
internal sealed class StatedIdentities
{
    private List<EventProblem>? _ignored;

    public List<Identity> All { get; } = new(2);

    /// <summary>What the event is taken without, told to its sender.</summary>
    public IReadOnlyList<EventProblem> Ignored => _ignored ?? [];

    public EventProblem? AddIds(string? userId, string? anonymousId)
    {
        var given = false;
        foreach (var (kind, value) in (ReadOnlySpan<(string, string?)>)[(Identity.UserId, userId), (Identity.AnonymousId, anonymousId)])
        {
            if (string.IsNullOrEmpty(value)) continue;
            given = true;
            if (value.Length > Identity.LongestValue) return TooLong(kind);
            if (!BlockedValues.Contains(value)) All.Add(new Identity(kind, value));
        }
        if (!given) return new("no_identity", "An event needs a userId or an anonymousId.");
        return All.Count > 0 ? null : new("blocked_identity",
            "The userId or anonymousId is a placeholder (such as \"guest\", \"null\" or \"0\"). Leave it out and send an "
                + "anonymousId of the visitor's own.");
    }

    /// <summary>An address or a number in the traits. What is none stays a trait and says nothing of who it is.</summary>
    public void AddContact(string kind, string? text)
    {
        if (string.IsNullOrEmpty(text) || EventFields.HasNul(text)) return;
        var longest = kind == Identity.Phone ? PhoneWriting.LongestText : Identity.LongestValue;
        if (text.Length > longest)
            (_ignored ??= []).Add(new EventProblem($"{kind}_too_long", $"The trait \"{kind}\" has more than {longest} characters, so it is not used as "
                + $"an identity."));
        else if (new Identity(kind, text).Normalised() is { IsContact: true } contact && !BlockedValues.Contains(text) && !All.Contains(contact))
            All.Add(contact);
    }

    // An alias call does not say what kind of id it used before: whichever of the two is known is meant.
    public EventProblem? AddPrevious(string? previous)
    {
        if (string.IsNullOrEmpty(previous)) return null;
        if (previous.Length > Identity.LongestValue) return TooLong("previousId");
        if (BlockedValues.Contains(previous))
        {
            (_ignored ??= []).Add(new EventProblem("blocked_previous_id",
                "The previousId is a placeholder (such as \"guest\", \"null\" or \"0\"), so nothing is merged."));
            return null;
        }
        foreach (var kind in (ReadOnlySpan<string>)[Identity.AnonymousId, Identity.UserId])
            if (!All.Contains(new Identity(kind, previous))) All.Add(new Identity(kind, previous));
        return null;
    }

    private static EventProblem TooLong(string kind) => new("identity_too_long", $"{kind} has at most {Identity.LongestValue} characters.");
}
