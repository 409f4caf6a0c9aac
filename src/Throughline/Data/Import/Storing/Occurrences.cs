using Throughline.Data.Import.Reading;
using Throughline.Platform.Journal;
using Throughline.Platform.Journal.Indexing;

namespace Throughline.Data.Import.Storing;

/// <summary>Tells identical rows of one file apart, in sorted files on disk, so that memory stays flat however long it is.</summary>
internal sealed class Occurrences(string folder)
{
    private readonly PairIndex _seen = new(folder, groupShift: 0);
    private readonly List<ulong> _before = [];
    private long _rows;

    /// <summary>How often the row has come by now, itself included.</summary>
    public int Count(ulong fingerprint)
    {
        _before.Clear();
        _seen.Find(fingerprint, _before);
        _seen.Add(new Pair(fingerprint, (ulong)++_rows));
        _seen.AddedUpTo(_rows);
        return _before.Count + 1;
    }

    /// <summary>64 bits of what the fields say, however they are quoted, and whether empty ones at the end are written or not.</summary>
    public static ulong FingerprintOf(CsvReader row, ulong seed)
    {
        if (row.Fault != LineFault.None) return Fingerprint.Of(row.Raw, seed);
        for (var i = 0; i < Math.Max(row.Columns, 1); i++) seed = Fingerprint.Of(row[i], seed);
        return seed;
    }
}
