using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Platform.Cli;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Evaluation;

/// <summary>
/// Reads the fields that are asked for from a CSV file with a header, one row at a time, by the rules of an import: its delimiters and
/// encodings, times whose order of day and month is decided over the column, numbers with a point or a comma.
/// </summary>
internal sealed class CsvRows
{
    private readonly CsvHead _head;
    private readonly int[] _columns;
    private readonly string[] _row;

    private CsvRows(CsvHead head, int[] columns) => (_head, _columns, _row) = (head, columns, new string[columns.Length]);

    /// <summary>
    /// A field is in the column that <paramref name="map"/> names for it, else in the one of its own name, whatever the case. One that ends
    /// with "?" may be missing.
    /// </summary>
    public static CsvRows Of(string path, string[] fields, string[] map)
    {
        if (!File.Exists(path)) throw new CommandException($"There is no file '{path}'.");
        var head = CsvHead.Read(path, delimiter: null);
        return new(head, Columns(head.Columns, fields, Parse(map, fields)));
    }

    /// <summary>
    /// The fields of each row, trimmed. The array is reused from row to row. A field that is missing reads empty, as do all fields of a row
    /// that cannot be cut.
    /// </summary>
    public IEnumerable<string[]> Read()
    {
        var rows = _head.OpenRows(out _, out var text);
        using (text)
        {
            while (rows.Read())
            {
                for (var i = 0; i < _row.Length; i++) _row[i] = Encoding.UTF8.GetString(rows[_columns[i]]).Trim();
                yield return _row;
            }
        }
    }

    /// <summary>How the days of a field are written: as was said, else as its rows say.</summary>
    public DayColumn Days(int field, DayOrder order) => new(_head, _columns[field], order);

    /// <summary>How the numbers of a field are written.</summary>
    public NumberColumn Numbers(int field) => new(_head, _columns[field]);

    private static Dictionary<string, string> Parse(string[] map, string[] fields)
    {
        var parsed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in map)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new CommandException($"--map takes FIELD=COLUMN, not '{pair}'.");
            var field = pair[..equals];
            if (!fields.Any(f => f.TrimEnd('?').Equals(field, StringComparison.OrdinalIgnoreCase))) continue;
            parsed[field] = pair[(equals + 1)..];
        }

        return parsed;
    }

    private static int[] Columns(string[] header, string[] fields, Dictionary<string, string> map)
    {
        return Array.ConvertAll(fields, field =>
        {
            var name = map.GetValueOrDefault(field.TrimEnd('?'), field.TrimEnd('?'));
            var column = Array.FindIndex(header, h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column < 0 && (!field.EndsWith('?') || map.ContainsKey(field.TrimEnd('?'))))
                throw new CommandException($"There is no column '{name}'; there are {string.Join(", ", header)}. Use --map {field.TrimEnd('?')}=COLUMN.");
            return column;
        });
    }
}
