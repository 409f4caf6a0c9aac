using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Journal.Removing;

/// <summary>
/// Looks through the journal for everything that is or names a customer. It reads on where it stopped, so that the long part is
/// done while the journal goes on, and the writing thread only reads what came since.
/// </summary>
internal sealed class ErasureScan(IReadOnlyCollection<int> numbers, IEnumerable<Identity> identities, IReadOnlySet<int> orphans)
{
    private readonly HashSet<int> _bereft = [.. orphans];
    private readonly HashSet<int> _numbers = [.. numbers];
    private readonly IdentityMentions _mentions = new(identities);
    private long _position, _setAsideId;

    public IReadOnlyCollection<int> Numbers => _numbers;

    /// <summary>Interactions of the customer.</summary>
    public List<long> Theirs { get; } = [];

    /// <summary>Interactions of others that named the customer, as they are without.</summary>
    public List<JournalEntry> OfOthers { get; } = [];

    /// <summary>Identities of others by whom something was stated that is stated differently now.</summary>
    public HashSet<int> Touched { get; } = [];

    public List<long> SetAside { get; } = [];

    /// <summary>Where each of the orphans is first named by somebody else, if at all.</summary>
    public List<long> Met { get; } = [];

    public void ReadOn(SqliteConnection connection, CancellationToken ct)
    {
        using var rows = new Statement(connection, $"select {JournalRow.Columns} from journal_interactions where position > ?1 order by position");
        for (rows.Bind(1, _position); rows.Step(); _position = rows.Int64(0))
        {
            ct.ThrowIfCancellationRequested();
            if (_numbers.Contains(rows.Int32(4))) Theirs.Add(rows.Int64(0));
            else
            {
                if (_bereft.Count > 0) Meet(rows);
                if (WithoutMentions(rows) is { } cleaned) OfOthers.Add(cleaned);
            }
        }
        using var items = new Statement(connection, "select id, body from journal_set_aside where id > ?1 order by id");
        for (items.Bind(1, _setAsideId); items.Step(); _setAsideId = items.Int64(0))
            if (_mentions.AreIn(items.Blob(1))) SetAside.Add(items.Int64(0));
    }

    private void Meet(Statement row)
    {
        if (row.IsNull(5)) return;
        foreach (var other in MemoryMarshal.Cast<byte, int>(row.Blob(5)))
            if (_bereft.Remove(other)) Met.Add(row.Int64(0));
    }

    private JournalEntry? WithoutMentions(Statement row)
    {
        var isNamed = !row.IsNull(5) && MemoryMarshal.Cast<byte, int>(row.Blob(5)).ToArray().Any(_numbers.Contains);
        var name = _mentions.WithoutIn(row.Text(3));
        if (!isNamed && name is null && !_mentions.MayBeIn(row.Blob(12))) return null;
        var body = _mentions.TakenOutOf(row.Blob(12), alsoNamed: isNamed);
        if (!isNamed && name is null && body is null) return null;
        var entry = JournalRow.Read(row);
        if (isNamed || entry.Kind == InteractionKind.Identify) Touched.Add(entry.Identity);
        return entry with
        {
            Event = name ?? entry.Event, Others = [.. entry.Others.Where(other => !_numbers.Contains(other))], Body = body ?? entry.Body
        };
    }
}
