using Throughline.Contracts;

namespace Throughline.Platform.Channels;

/// <summary>A way to reach people: mail, and whatever else a house of its own adds. It is found by this interface.</summary>
public interface IChannel : IPart
{
    /// <summary>The name by which messages ask for it.</summary>
    string Name { get; }

    Task<bool> IsSetUp(CancellationToken ct);

    /// <summary>Hands one message over. What may work later is an answer, not an exception.</summary>
    Task<Handover> Deliver(MessageRow message, CancellationToken ct);
}

/// <summary>What came of handing a message over.</summary>
public abstract record Handover
{
    /// <summary>The other side has it.</summary>
    /// <param name="Answer">What it said.</param>
    public sealed record Taken(string Answer) : Handover;

    /// <summary>Not now.</summary>
    public sealed record Later(string Why) : Handover;

    /// <summary>Never like this.</summary>
    public sealed record Refused(string Why) : Handover;
}
