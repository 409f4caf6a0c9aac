using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Data.Import.Values;

/// <summary>
/// How the numbers of a file's columns are written. The first rows say it nearly always; only when they hold a number that can be read in
/// two ways and none that says in which is the rest of the file asked, once.
/// </summary>
internal sealed class NumberColumns
{
    private readonly CsvHead _head;
    private readonly Dictionary<int, Seen> _seen = [];
    private readonly DecimalMark _given;
    private bool _hasReadAll;

    /// <param name="given">Said by a person; unknown finds it.</param>
    public NumberColumns(CsvHead head, IEnumerable<int> columns, DecimalMark given)
    {
        (_head, _hasReadAll) = (head, head.IsWhole);
        // A workbook's numbers are numbers and no text.
        _given = given == DecimalMark.Unknown && head.File.IsWorkbook ? DecimalMark.Point : given;
        foreach (var column in columns.Distinct()) _seen[column] = new Seen();
        foreach (var row in head.Rows)
            foreach (var (column, seen) in _seen)
                if (column < row.Length) seen.Notice(Encoding.UTF8.GetBytes(row[column]));
        if (_seen.Keys.Any(c => Unsettled(c) is not null)) ReadAll();
    }

    /// <summary>By the column's own numbers, else by those of the file's other columns.</summary>
    public DecimalMark MarkOf(int column)
    {
        if (_given != DecimalMark.Unknown) return _given;
        return _seen.TryGetValue(column, out var own) && own.Mark != DecimalMark.Unknown
            ? own.Mark
            : _seen.Values.Where(s => s.IsNumbers).Aggregate(DecimalMark.Unknown, (all, s) => Both(all, s.Mark));
    }

    /// <summary>A number that can be read in two ways while no row says in which; null when there is none.</summary>
    public string? Unsettled(int column) =>
        MarkOf(column) == DecimalMark.Unknown && _seen.TryGetValue(column, out var seen) ? seen.Doubtful : null;

    /// <summary>All that the first rows hold in it are numbers.</summary>
    public bool IsNumbers(int column) => _seen.TryGetValue(column, out var seen) && seen.IsNumbers;

    /// <summary>Reads a number by its column. The first doubtful one of a column that said nothing so far has the whole file read.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, int column, ref DecimalMark mark, out decimal number)
    {
        if (NumberText.TryRead(text, mark, out number)) return true;
        if (_hasReadAll || mark != DecimalMark.Unknown || NumberText.KindOf(text) != NumberKind.Doubtful) return false;
        ReadAll();
        mark = MarkOf(column);
        return NumberText.TryRead(text, mark, out number);
    }

    private void ReadAll()
    {
        if (_hasReadAll) return;
        _hasReadAll = true;
        var rows = _head.OpenRows(out _, out var text);
        using (text)
            while (rows.Read())
                foreach (var (column, seen) in _seen) seen.Notice(rows[column]);
    }

    private static DecimalMark Both(DecimalMark one, DecimalMark other) =>
        one == DecimalMark.Unknown || one == other ? other : other == DecimalMark.Unknown ? one : DecimalMark.Mixed;

    private sealed class Seen
    {
        private bool _hasText, _hasNumber;

        public DecimalMark Mark { get; private set; }
        public string? Doubtful { get; private set; }
        public bool IsNumbers => _hasNumber && !_hasText;

        public void Notice(ReadOnlySpan<byte> text)
        {
            if (text.Trim((byte)' ').IsEmpty) return;
            var kind = NumberText.KindOf(text);
            if (kind == NumberKind.None) _hasText = true;
            else _hasNumber = true;
            if (kind == NumberKind.Doubtful) Doubtful ??= Encoding.UTF8.GetString(text);
            if (kind is NumberKind.PointMark or NumberKind.CommaMark)
                Mark = Both(Mark, kind == NumberKind.PointMark ? DecimalMark.Point : DecimalMark.Comma);
        }
    }
}
