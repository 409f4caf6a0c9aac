using System.Runtime.CompilerServices;

namespace Throughline.JourneyEngine;

/// <summary>An event as questions name it: one type, or <c>*</c> for any, with conditions if need be.</summary>
public sealed record EventPattern(string Event, RowFilter? Where = null)
{
    /// <summary>The name that stands for any event.</summary>
    public const string AnyEvent = "*";

    /// <summary>A pattern that every row fits.</summary>
    public static EventPattern Any { get; } = new(AnyEvent);
}

/// <summary>An event pattern compiled for a store: a type code (-1 for any, 0 for a type never seen) and a filter.</summary>
internal sealed class EventMatcher
{
    public EventMatcher(StoreNames names, EventPattern pattern)
    {
        if (string.IsNullOrEmpty(pattern.Event)) throw new QuestionException("event_missing", "Name an event, or `*` for any.");
        Type = pattern.Event == EventPattern.AnyEvent ? -1 : names.EventTypes.Find(pattern.Event);
        Where = CompiledFilter.From(names, pattern.Where);
        Needs = (Type >= 0 ? Needs.Type : 0) | (Where?.Needs ?? 0);
    }

    public int Type { get; }
    public CompiledFilter? Where { get; }
    public Needs Needs { get; }

    /// <summary>True when every row fits.</summary>
    public bool IsAny => Type < 0 && Where is null;

    /// <summary>Bits of the type mask of a slot of which one must be set for the pattern to occur there.</summary>
    public ulong TypeBits => Type < 0 ? ulong.MaxValue : Type == 0 ? 0 : 1UL << Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fits(in RowView rows, int i)
        => (Type < 0 || rows.Type[rows.Offset + i] == Type) && (Where is null || Where.Passes(rows, i));
}
