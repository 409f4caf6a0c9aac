using System.Text.Json.Serialization;

namespace Throughline.Home.Attention;

/// <summary>How a matter stands for the person who looks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttentionState>))]
public enum AttentionState
{
    /// <summary>They have not seen it as it is now.</summary>
    [JsonStringEnumMemberName("new")] New,

    [JsonStringEnumMemberName("seen")] Seen,

    /// <summary>They want to hear of it later.</summary>
    [JsonStringEnumMemberName("snoozed")] Snoozed,

    /// <summary>They see to it.</summary>
    [JsonStringEnumMemberName("mine")] Mine,

    /// <summary>A colleague sees to it.</summary>
    [JsonStringEnumMemberName("taken")] Taken,
}

/// <summary>Something that needs attention, with who sees to it and how it stands for the person who looks.</summary>
/// <param name="SnoozedUntil">Only while it is.</param>
public sealed record AttentionItem(Contracts.Attention What, AttentionState State, AttentionOwner? Owner = null, DateTimeOffset? SnoozedUntil = null)
{
    /// <summary>Whether it stands in the list now, rather than folded away.</summary>
    public bool IsOpen => State != AttentionState.Snoozed;

    public bool IsNew => State == AttentionState.New;

    internal static AttentionItem Of(
        Contracts.Attention what, Guid? user, AttentionLook? look, AttentionOwner? owner, DateTimeOffset now)
    {
        // A passing word is nobody's, and good news is folded: it rings no bell.
        if (what.Key is null) return new(what, AttentionState.Seen);
        var known = look is not null && look.Facts == AttentionLook.Print(what.Facts);
        if (known && look!.SnoozedUntil > now) return new(what, AttentionState.Snoozed, owner, look.SnoozedUntil);
        if (owner is not null && owner.Id != user) return new(what, AttentionState.Taken, owner);
        if (!known || look!.SeenAt is null) return new(what, AttentionState.New, owner);
        return new(what, owner is null ? AttentionState.Seen : AttentionState.Mine, owner);
    }
}

/// <summary>The colleague who has taken it.</summary>
public sealed record AttentionOwner(Guid Id, string Name);
