using Throughline.Data.Import.Reading;
using Throughline.Platform.Cli;

namespace Throughline.Data.Evaluation;

/// <summary>Reads the fields that are asked for from a CSV file with a header, as an import would, one row at a time.</summary>
internal static class CsvRows
{
    /// <summary>
    /// The fields of each row, in the order of <paramref name="fields"/>, trimmed. A field is in the column that <paramref name="map"/> names for it,
    /// else in the one of its own name, whatever the case. The array is reused from row to row. A field that ends with "?" may be missing
    /// and reads empty, as do all fields of a row that cannot be cut.
    /// </summary>
    public static IEnumerable<string[]> Read(string path, string[] fields, string[] map)
    {
        if (!File.Exists(path)) throw new CommandException($"There is no file '{path}'.");
        var head = CsvHead.Read(path, delimiter: null);
        var columns = Columns(head.Columns, fields, Parse(map, fields));
        var row = new string[fields.Length];
        var reader = head.OpenRows(out _, out var text);
        using (text)
        {
            while (reader.Read())
            {
                for (var i = 0; i < row.Length; i++) row[i] = reader.Text(columns[i]).Trim();
                yield return row;
            }
        }
    }

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
