using System.Globalization;

namespace Throughline.JourneyEngine;

public sealed partial class JourneyStore
{
    private long _gatherAgainAt;
    private int _isGathering;

    /// <summary>
    /// Writes a new base with everything known so far, in the background of questions and appends: neither waits for
    /// it. Then saves. Erased rows are gone from the disk after this.
    /// </summary>
    /// <param name="threads">Threads to use; 0 for half the processors, so that questions keep the others.</param>
    public void Compact(int threads = 0, CancellationToken ct = default)
    {
        if (threads <= 0) threads = Math.Max(1, _options.Threads / 2);
        lock (_compacting)
        {
            Generation old, fresh;
            using (var lease = Lease())
            {
                var snapshot = lease.Snapshot;
                old = snapshot.Generation;
                var path = Path.Combine(_folder, NextBaseName(old.Base.Path));
                new Compactor(snapshot, Names, threads).Write(path, ct);
                fresh = new Generation(BaseSegment.Open(path, verify: false, threads), old.PropertyCount, snapshot.Position);
                CatchUp(fresh, old, snapshot);
            }
            Save();
            old.Base.Delete();
            old.Gathered?.Segment.Release();
            old.Base.Release();
        }
    }

    /// <summary>
    /// Puts customers that changed since the last compaction together in memory, so that questions read them as fast as
    /// the others. Questions start this by themselves when it is worth it (<see cref="JourneyStoreOptions.GatherAfterCustomers"/>);
    /// neither they nor the writer wait for it.
    /// </summary>
    public void Gather(CancellationToken ct = default)
    {
        lock (_gathering)
        {
            using var lease = Lease();
            var generation = lease.Snapshot.Generation;
            Snapshot snapshot;
            lock (_writing)
            {
                if (generation != _generation) return;
                snapshot = generation.StartGathering();
            }
            try
            {
                Install(generation, new Compactor(snapshot, Names, threads: 1).Gather(ct));
            }
            finally
            {
                lock (_writing) generation.StopGathering();
            }
        }
    }

    /// <summary>Publishes a gathered segment, unless a compaction made it useless meanwhile.</summary>
    private void Install(Generation generation, BaseSegment segment)
    {
        Layer? old = null;
        lock (_writing)
        {
            if (generation != _generation || _disposed != 0) segment.Release();
            else
            {
                old = generation.Install(segment);
                _now = generation.Now();
            }
        }
        old?.Segment.Release();
    }

    /// <summary>Gathers in the background when many customers must be put together, for at most a tenth of the time.</summary>
    private void GatherIfWorthIt(Snapshot snapshot)
    {
        if (snapshot.OverlayCount - (snapshot.TouchedCount / 32) <= _options.GatherAfterCustomers
            || snapshot.TailCount > Math.Max(_options.CompactAfterRows, BaseRows / 4)) return;
        if (Environment.TickCount64 < Volatile.Read(ref _gatherAgainAt) || Interlocked.Exchange(ref _isGathering, 1) != 0) return;
        Task.Run(() =>
        {
            var begun = Environment.TickCount64;
            try
            {
                Gather();
            }
            catch (ObjectDisposedException) { }
            finally
            {
                var now = Environment.TickCount64;
                Volatile.Write(ref _gatherAgainAt, now + (10 * (now - begun)));
                Volatile.Write(ref _isGathering, 0);
            }
        });
    }

    /// <summary>Saves fresh rows and changes, so that the next open needs less of the journal. The base is not rewritten.</summary>
    public void Save()
    {
        lock (_saving)
        {
            Snapshot snapshot;
            Change[] changes;
            lock (_writing)
            {
                snapshot = _now;
                changes = [.. _generation.Changes];
            }
            StateFile.Write(_folder, snapshot, changes, Names);
            lock (_writing)
            {
                if (_generation == snapshot.Generation)
                    _erasures.Replace([.. _generation.Changes.Skip(changes.Length).Where(c => c.Customer < 0)]);
            }
        }
    }

    /// <summary>Reads every byte of the base again and compares checksums.</summary>
    /// <exception cref="JourneyStoreDamagedException">A byte is wrong; names the file and section.</exception>
    public void Verify()
    {
        using var lease = Lease();
        lease.Snapshot.Generation.Base.Verify(_options.Threads);
    }

    /// <summary>Carries what arrived during a compaction into the new generation. Most of it without holding up the writer.</summary>
    private void CatchUp(Generation fresh, Generation old, Snapshot snapshot)
    {
        var (rows, changes) = (snapshot.TailCount, snapshot.Version);
        Replay(_now);
        lock (_writing)
        {
            Replay(_generation.Now());
            (_generation, _now) = (fresh, fresh.Now());
        }

        void Replay(Snapshot until)
        {
            Span<int> properties = stackalloc int[old.PropertyCount];
            for (; rows < until.TailCount; rows++)
            {
                ref var row = ref old.Tail.At(rows);
                for (var p = 0; p < properties.Length; p++) properties[p] = old.TailProperties.Get((rows * old.PropertyCount) + p);
                fresh.Append(new JourneyRow(row.Identity, row.TimeMs, row.Position, row.Type, row.Channel, row.Touchpoint, row.Stage, row.Value), properties);
            }
            Change[] later;
            lock (_writing) later = [.. old.Changes.Skip(changes).Take(until.Version - changes)];
            foreach (var change in later) fresh.Replay(change);
            changes = until.Version;
            fresh.Skip(until.Position);
        }
    }

    private static string NextBaseName(string? present)
    {
        var number = present is null ? 0 : int.Parse(Path.GetFileNameWithoutExtension(present).AsSpan("base-".Length), CultureInfo.InvariantCulture);
        return $"base-{(number + 1).ToString("D6", CultureInfo.InvariantCulture)}.tlj";
    }
}
