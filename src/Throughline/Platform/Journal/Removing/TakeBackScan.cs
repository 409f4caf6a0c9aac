using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal.Removing;

/// <summary>
/// Finds what came by one source, and which identities nothing else names. It reads on where it stopped, so that the writing thread
/// only reads what came since.
/// </summary>
internal sealed class TakeBackScan(string source)
{
    private readonly HashSet<int> _ofOthers = [], _ofSource = [];
    private long _position;

    public List<long> Positions { get; } = [];

    /// <summary>Whose interactions they are, by the identity that each belongs to.</summary>
    public HashSet<int> Theirs { get; } = [];

    public long First { get; private set; } = long.MaxValue;
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Identities that came by this source alone.</summary>
    public IReadOnlyList<int> OnlyHere => [.. _ofSource.Where(identity => !_ofOthers.Contains(identity))];

    public void ReadOn(SqliteConnection connection, CancellationToken ct)
    {
        using var rows = new Statement(
            connection, "select position, source, identity, others, at from journal_interactions where position > ?1 order by position");
        for (rows.Bind(1, _position); rows.Step(); _position = rows.Int64(0))
        {
            ct.ThrowIfCancellationRequested();
            var isIts = rows.Text(1) == source;
            var names = isIts ? _ofSource : _ofOthers;
            names.Add(rows.Int32(2));
            if (!rows.IsNull(3)) foreach (var other in MemoryMarshal.Cast<byte, int>(rows.Blob(3))) names.Add(other);
            if (!isIts) continue;
            Positions.Add(rows.Int64(0));
            Theirs.Add(rows.Int32(2));
            (First, Last) = (Math.Min(First, rows.Int64(4)), Math.Max(Last, rows.Int64(4)));
        }
    }
}
