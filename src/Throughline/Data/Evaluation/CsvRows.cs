using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using Throughline.Platform.Cli;

namespace Throughline.Data.Evaluation;

/// <summary>Reads the fields that are asked for from a CSV file with a header, plain or gzipped, one row at a time.</summary>
internal static class CsvRows
{
    /// <summary>
    /// The fields of each row, in the order of <paramref name="fields"/>, trimmed. A field is in the column that <paramref name="map"/> names for it,
    /// else in the one of its own name, whatever the case. The array is reused from row to row. A field that ends with "?" may be missing and reads empty.
    /// </summary>
    public static IEnumerable<string[]> Read(string path, string[] fields, string[] map)
    {
        if (!File.Exists(path)) throw new CommandException($"There is no file '{path}'.");
        using var reader = new StreamReader(Open(path));
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, TrimOptions = TrimOptions.Trim });
        if (!parser.Read()) throw new CommandException($"'{path}' is empty: the first line names the columns.");
        var columns = Columns(parser.Record!, fields, Parse(map, fields));
        var row = new string[fields.Length];
        while (parser.Read())
        {
            for (var i = 0; i < row.Length; i++) row[i] = columns[i] >= 0 && columns[i] < parser.Count ? parser[columns[i]] : "";
            yield return row;
        }
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
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
        header[0] = header[0].TrimStart('\uFEFF');
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
