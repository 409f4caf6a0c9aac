using System.Globalization;
using System.Text;

namespace Throughline.Mail.Imap;

/// <summary>A set of message UIDs in ascending order, written compactly on the wire (RFC 3501 section 9, sequence-set).</summary>
public sealed class UidSet
{
    /// <summary>The most UIDs that <see cref="TryParse"/> will unfold, so that "1:4294967295" cannot fill the memory.</summary>
    public const int MostParsed = 1_000_000;

    private readonly uint[] _uids;

    /// <summary>Takes UIDs in any order; repeats count once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is zero, which is never a UID.</exception>
    public UidSet(IEnumerable<uint> uids)
    {
        uint[] sorted = [.. uids];
        Array.Sort(sorted);
        var count = 0;
        foreach (var uid in sorted)
            if (count == 0 || sorted[count - 1] != uid) sorted[count++] = uid;
        _uids = sorted[..count];
        if (_uids is [0, ..]) throw new ArgumentOutOfRangeException(nameof(uids), "Zero is not a UID.");
    }

    /// <summary>The UIDs in ascending order.</summary>
    public IReadOnlyList<uint> Uids => _uids;

    /// <summary>How many UIDs there are.</summary>
    public int Count => _uids.Length;

    /// <summary>One UID.</summary>
    public static UidSet Of(params IEnumerable<uint> uids) => new(uids);

    /// <summary>Reads "1:5,9". A "*" or more than <see cref="MostParsed"/> UIDs is refused.</summary>
    public static bool TryParse(string text, out UidSet set)
    {
        set = new UidSet([]);
        var uids = new List<uint>();
        foreach (var part in text.Split(','))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (!TryParseUid(colon < 0 ? part : part[..colon], out var first)) return false;
            if (!TryParseUid(colon < 0 ? part : part[(colon + 1)..], out var last)) return false;
            if (first > last) (first, last) = (last, first);
            if (last - first >= MostParsed || uids.Count + (last - first) >= MostParsed) return false;
            for (ulong uid = first; uid <= last; uid++) uids.Add((uint)uid);
        }

        set = new UidSet(uids);
        return true;
    }

    /// <summary>Cuts the set into sets of at most <paramref name="size"/> UIDs.</summary>
    public IEnumerable<UidSet> InBatches(int size) => _uids.Chunk(size).Select(chunk => new UidSet(chunk));

    /// <summary>The set as IMAP writes it: "1:3,7".</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _uids.Length;)
        {
            var end = i;
            while (end + 1 < _uids.Length && _uids[end + 1] == _uids[end] + 1) end++;
            if (text.Length > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{_uids[i]}");
            if (end > i) text.Append(CultureInfo.InvariantCulture, $":{_uids[end]}");
            i = end + 1;
        }

        return text.ToString();
    }

    private static bool TryParseUid(string text, out uint uid) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uid) && uid > 0;
}
