namespace Throughline.JourneyEngine;

/// <summary>
/// The journey index: every interaction of every customer, in columns sorted by customer and time. One writer at a
/// time, any number of readers; a question sees the store as it was when the question began. Exact at all times:
/// fresh, late, joined, split and erased rows count from the call that made them so.
/// </summary>
public sealed partial class JourneyStore : IDisposable
{
    /// <summary>How many rows ahead the processor is told whose come next, so that it need not wait for memory.</summary>
    private const int Ahead = 16;

    private readonly string _folder;
    private readonly JourneyStoreOptions _options;
    private readonly ErasureLog _erasures;
    private readonly Lock _writing = new(), _saving = new(), _compacting = new(), _gathering = new();
    private Generation _generation;
    private volatile Snapshot _now;
    private int _disposed;

    private JourneyStore(string folder, JourneyStoreOptions options, Generation generation, StoreNames names)
    {
        (_folder, _options, Names, _generation, _erasures) = (folder, options, names, generation, new ErasureLog(folder));
        foreach (var erasure in _erasures.Read()) generation.Replay(erasure);
        _now = generation.Now();
    }

    /// <summary>The names behind the codes.</summary>
    public StoreNames Names { get; }

    /// <summary>The last journal position taken in; the journal is to be read from the next one on.</summary>
    public long Position => _now.Position;

    /// <summary>Rows in the compacted base.</summary>
    public long BaseRows => _now.Generation.Base.Rows;

    /// <summary>Bytes of the compacted base, which is also what it takes in memory when all of it is in use.</summary>
    public long BaseBytes => _now.Generation.Base.FileLength;

    /// <summary>Rows that came since the last compaction.</summary>
    public int FreshRows => _now.TailCount;

    /// <summary>True when enough came since the last compaction to be worth another.</summary>
    public bool ShouldCompact => FreshRows >= Math.Max(_options.CompactAfterRows, BaseRows * _options.CompactAfterShare);

    /// <summary>
    /// The same for a store that is being filled from the start and that nobody asks yet. A compaction writes every row
    /// anew, so it waits until there are as many fresh rows as compacted ones, or as many as memory is meant for.
    /// </summary>
    public bool ShouldCompactWhileFilling =>
        FreshRows >= Math.Clamp(BaseRows, _options.CompactAfterRows, Math.Max(_options.CompactAfterRows, _options.MostRowsWhileFilling));

    /// <summary>Opens the store in a folder, or starts an empty one at position 0.</summary>
    /// <exception cref="JourneyStoreDamagedException">A file is damaged or of another kind; call <see cref="Discard"/> and fill from the journal.</exception>
    public static JourneyStore Open(string folder, JourneyStoreOptions? options = null)
    {
        options ??= new JourneyStoreOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PromotedProperties.Count, 64);
        Directory.CreateDirectory(folder);
        var (generation, names) = StateFile.Read(folder, options)
            ?? (new Generation(BaseSegment.Empty(), options.PromotedProperties.Count, 0), new StoreNames(options));
        foreach (var file in Directory.EnumerateFiles(folder, "base-*")) if (file != generation.Base.Path) File.Delete(file);
        return new JourneyStore(folder, options, generation, names);
    }

    /// <summary>Deletes the files of a store, so that the next open starts empty. For a rebuild.</summary>
    public static void Discard(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.tlj*")) File.Delete(file);
    }

    /// <summary>
    /// Takes in rows in journal order. Rows at positions already taken in are ignored, so that a replay does no harm.
    /// They are visible to the next question.
    /// </summary>
    /// <param name="properties">Codes of the promoted properties, row after row; empty when none is set.</param>
    public void Append(ReadOnlySpan<JourneyRow> rows, ReadOnlySpan<int> properties = default)
    {
        var width = properties.IsEmpty ? 0 : Names.Properties.Count;
        if (properties.Length != rows.Length * width)
            throw new ArgumentException($"Each row needs {Names.Properties.Count} property codes.", nameof(properties));
        for (var i = 0; i < rows.Length; i++) Check(rows[i], properties.Slice(i * width, width));
        lock (_writing)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                if (i + Ahead < rows.Length) _generation.Expect(rows[i + Ahead].Identity);
                _generation.Append(rows[i], properties.Slice(i * width, width));
            }
            _now = _generation.Now();
        }
    }

    /// <summary>Notes that the journal holds nothing for this store up to a position.</summary>
    public void Advance(long position)
    {
        lock (_writing)
        {
            _generation.Skip(position);
            _now = _generation.Now();
        }
    }

    /// <summary>
    /// Makes an identity part of a customer, at once and for all its rows, past and future. An identity never set
    /// belongs to the customer of the same number.
    /// </summary>
    public void SetCustomer(int identity, int customer) => SetCustomers([(identity, customer)]);

    /// <summary>Sets many identities in one step: a question sees all of them or none.</summary>
    public void SetCustomers(ReadOnlySpan<(int Identity, int Customer)> owners)
    {
        foreach (var (identity, customer) in owners)
        {
            CheckKey(identity);
            CheckKey(customer);
        }
        lock (_writing)
        {
            foreach (var (identity, customer) in owners) _generation.Link(identity, customer);
            _now = _generation.Now();
        }
    }

    /// <summary>
    /// Erases all rows of a customer taken in so far. They are gone from every answer when this returns, also after a
    /// crash, and from the disk after the next compaction. Rows of the same identities that come later count again.
    /// </summary>
    public void Erase(int customer)
    {
        CheckKey(customer);
        lock (_writing)
        {
            var single = 0;
            var through = _generation.Position;
            Change[] erasures = [.. _generation.MembersOf(customer, int.MaxValue, ref single).ToArray().Select(i => new Change(i, -1, through))];
            if (erasures.Length == 0) return;
            _erasures.Append(erasures);
            foreach (var erasure in erasures) _generation.Replay(erasure);
            _now = _generation.Now();
        }
    }

    /// <summary>The customer an identity belongs to.</summary>
    public int CustomerOf(int identity)
    {
        CheckKey(identity);
        using var lease = Lease();
        return lease.Snapshot.Generation.CustomerOf(identity, lease.Snapshot.Version);
    }

    /// <summary>The identities of a customer, ascending.</summary>
    public int[] IdentitiesOf(int customer)
    {
        CheckKey(customer);
        using var lease = Lease();
        var single = 0;
        return lease.Snapshot.Generation.MembersOf(customer, lease.Snapshot.Version, ref single).ToArray();
    }

    /// <summary>Lets go of the files. What was not saved is read from the journal again after the next open.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0) _now.Release();
        }
    }

    /// <summary>The present snapshot, with its base file held until the lease ends.</summary>
    private SnapshotLease Lease()
    {
        while (true)
        {
            var snapshot = _now;
            if (snapshot.TryAcquire()) return new SnapshotLease(snapshot);
            ObjectDisposedException.ThrowIf(ReferenceEquals(snapshot, _now), this);
        }
    }

    private readonly struct SnapshotLease(Snapshot snapshot) : IDisposable
    {
        public Snapshot Snapshot => snapshot;
        public void Dispose() => snapshot.Release(inBackground: true);
    }
}
