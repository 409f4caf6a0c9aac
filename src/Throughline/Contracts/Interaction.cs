namespace Throughline.Contracts;

/// <summary>What a developer's call said it was (Segment's words).</summary>
public enum InteractionKind { Track = 1, Page = 2, Screen = 3, Identify = 4, Group = 5, Alias = 6 }

/// <summary>One thing that happened at a touchpoint, on its way into the journal. Times are microseconds since 1970, UTC.</summary>
public sealed record Interaction
{
    public required InteractionKind Kind { get; init; }

    /// <summary>The event's name; of a page or screen view its name; empty where the call has none.</summary>
    public required string Event { get; init; }

    /// <summary>At most 100 characters; the journal stores one interaction a message id, for ever.</summary>
    public required string MessageId { get; init; }

    /// <summary>The identity it belongs to comes first; the others are stated to be the same person.</summary>
    public required IReadOnlyList<Identity> Identities { get; init; }

    public required string Channel { get; init; }

    /// <summary>Which door and key it came by, such as <c>key:3</c>.</summary>
    public required string Source { get; init; }

    public long? HappenedAt { get; init; }
    public long? SentAt { get; init; }
    public required long ReceivedAt { get; init; }

    /// <summary>When it happened by our clock: corrected for a wrong client clock, never later than <see cref="ReceivedAt"/>.</summary>
    public required long At { get; init; }

    /// <summary>Position of an interaction that this one stands for from now on: views pass over the other.</summary>
    public long? Supersedes { get; init; }

    /// <summary>A JSON object in UTF-8 with everything else that was said: properties, traits, context, …</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
