using Throughline.Contracts;
using Throughline.Platform.Journal.Removing;

namespace Throughline.Platform.Journal;

/// <summary>The append-only record of every interaction. Everything else is a view of it or an action on it.</summary>
public interface IJournal
{
    /// <summary>Position of the newest interaction; 0 when there is none.</summary>
    long Head { get; }

    /// <summary>How many interactions are stored.</summary>
    long Count { get; }

    /// <summary>Completes only when the batch is on disk. Repeats (by message id) are counted and not stored again.</summary>
    /// <exception cref="JournalUnavailableException">The commit failed (a full disk, say); nothing of the batch is stored.</exception>
    Task<Receipt> Append(Batch batch, CancellationToken ct);

    /// <summary>Interactions after a position, in order, at most <paramref name="limit"/>, without those that others stand for.</summary>
    /// <param name="mostBytes">Bodies read from disk beyond this are left for the next call.</param>
    IReadOnlyList<JournalEntry> Read(long after, int limit, long mostBytes = long.MaxValue);

    /// <summary>The interactions at these positions, in the order asked; those not found are left out.</summary>
    IReadOnlyList<JournalEntry> ReadAt(IReadOnlyList<long> positions);

    /// <summary>Which of these positions others stand for now, and which.</summary>
    IReadOnlyDictionary<long, long> Superseded(IReadOnlyList<long> positions);

    /// <summary>Completes once the head is beyond this position.</summary>
    Task WaitBeyond(long position, CancellationToken ct);

    /// <summary>The number of an identity, if it was ever seen.</summary>
    int? FindIdentity(Identity identity);

    /// <summary>Which of these were ever seen.</summary>
    IReadOnlySet<Identity> AreKnown(IReadOnlyList<Identity> identities);

    /// <summary>The identities behind these numbers.</summary>
    IReadOnlyDictionary<int, Identity> Identities(IReadOnlyCollection<int> numbers);

    /// <summary>Which of these messages (from 0) <see cref="Append"/> would drop as repeats of what is stored.</summary>
    IReadOnlyList<int> FindRepeats(IReadOnlyList<string> messageIds);

    SetAsideList SetAside { get; }

    /// <summary>How often interactions were removed, by an erasure or because their time was over. A view that keeps its own copy compares,
    /// and is built again when this has changed.</summary>
    long Removals { get; }

    /// <summary>
    /// Removes everything of these identities and what they are: their interactions, their mentions in those of others and in what was
    /// set aside. The numbers stay taken; the same value seen later is somebody new, and a message that was removed does not come back.
    /// </summary>
    /// <param name="orphans">Others whom they alone may have named: of each it is told where somebody else does.</param>
    Task<Erased> Erase(IReadOnlyCollection<int> gone, CancellationToken ct, IReadOnlySet<int>? orphans = null);

    /// <summary>Removes events and views that happened before a time; returns their positions.</summary>
    Task<IReadOnlyList<long>> Expire(Expired expired, CancellationToken ct);

    /// <summary>What <see cref="Expire"/> would remove at this moment.</summary>
    Task<WouldGo> CountExpired(Expired expired, CancellationToken ct);

    /// <summary>What came by one source, such as <c>import:ID</c>, and is still there.</summary>
    Task<CameBySource> CountOf(string source, CancellationToken ct);

    /// <summary>
    /// Removes all that came by one source, the identities that nothing else names, and what of it was set aside; the same messages
    /// may come again. The source sends nothing meanwhile. May be asked again for what is left.
    /// </summary>
    /// <param name="report">How many of how many are gone.</param>
    /// <returns>The positions removed.</returns>
    Task<IReadOnlyList<long>> TakeBack(string source, Action<int, int> report, CancellationToken ct);

    /// <summary>Completes when no byte of what was removed stands in the files any more.</summary>
    /// <exception cref="JournalUnavailableException">Somebody reads for too long; try again.</exception>
    Task CleanFiles(CancellationToken ct);

    /// <summary>Reads everything and names what is damaged; empty when all is well.</summary>
    IReadOnlyList<string> Verify(CancellationToken ct);
}

/// <summary>What came by one source.</summary>
/// <param name="Theirs">The identities that it belongs to.</param>
/// <param name="NamedOnlyHere">How many identities nothing else names.</param>
/// <param name="First">When the first of it happened, in microseconds.</param>
public sealed record CameBySource(IReadOnlyList<long> Positions, IReadOnlySet<int> Theirs, int NamedOnlyHere, long First, long Last);

/// <summary>What a door hands over in one go: what it understood, and what it could not.</summary>
public sealed record Batch(IReadOnlyList<Interaction> Interactions, IReadOnlyList<NotUnderstood> NotUnderstood);

/// <summary>Something that arrived and could not be understood, kept with its reason so that it can be retried after a fix.</summary>
/// <param name="SentAt">When the call that carried it was sent, by the client's clock.</param>
public sealed record NotUnderstood(string Door, string Source, string Code, string Message, ReadOnlyMemory<byte> Body, long? SentAt, long ReceivedAt);

/// <summary>How many of a batch were stored, how many were there already, and the last position written.</summary>
public sealed record Receipt(int Accepted, int Repeated, long LastPosition)
{
    /// <summary>Which of the batch's interactions (from 0) were there already.</summary>
    public IReadOnlyList<int> RepeatedAt { get; init; } = [];
}

/// <summary>What an erasure found.</summary>
/// <param name="Positions">Of the interactions removed.</param>
/// <param name="Head">A view that stands here or further has nothing in its hands that was read before.</param>
/// <param name="Touched">Identities of others by whom something was stated that is stated differently now.</param>
/// <param name="Met">Positions where orphans are first named by others.</param>
public sealed record Erased(
    IReadOnlyList<long> Positions, int MentionsByOthers, int SetAside, long Head, IReadOnlyCollection<int> Touched, IReadOnlyList<long> Met);

/// <summary>An interaction as it stands in the journal, with its identities as numbers.</summary>
public sealed record JournalEntry(
    long Position, string MessageId, InteractionKind Kind, string Event, int Identity, int[] Others, string Channel, string Source,
    long? HappenedAt, long? SentAt, long ReceivedAt, long At, ReadOnlyMemory<byte> Body);

/// <summary>The journal could not commit; what was handed over is not stored and may be sent again.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
