using System.Text;
using System.Text.Json;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Rows;

/// <summary>Keeps rows that could not be taken, as they stand in the file, with the reason.</summary>
internal sealed class SetAsideRows(BoundPlan plan, RunContext run, JournalSink sink) : IDisposable
{
    private const int MostBytes = 32 * 1024;

    private static readonly JsonEncodedText Row = JsonEncodedText.Encode("row"), Copy = JsonEncodedText.Encode("copy");

    private readonly string _door = "import/" + plan.Format.Name();
    private readonly JsonEncodedText[] _columns = [.. plan.Head.Columns.Select(c => JsonEncodedText.Encode(c))];
    private readonly RowJson _json = new();
    private readonly Occurrences _occurrences = new(Path.Combine(run.Folder, "aside"));

    public void Add(CsvReader row, RowProblem problem)
    {
        var json = _json.Begin();
        if (row.Fault != LineFault.None || row.Count > _columns.Length || row.Raw.Length > MostBytes)
            json.WriteString(Row, Encoding.UTF8.GetString(row.Raw[..Math.Min(row.Raw.Length, MostBytes)]));
        else for (var i = 0; i < _columns.Length; i++) json.WriteString(_columns[i], row[i]);
        Number(Occurrences.FingerprintOf(row, Fingerprint.Of(problem.Code)));
        Add(_json.End(), problem, row.Line);
    }

    /// <summary>Begins what does not stand in the file as one row any more; <see cref="End"/> keeps it.</summary>
    public Utf8JsonWriter Begin() => _json.Begin();

    public void End(RowProblem problem, long line)
    {
        Number(Fingerprint.Of(_json.Written(), Fingerprint.Of(problem.Code)));
        Add(_json.End(), problem, line);
    }

    public void Dispose() => _json.Dispose();

    // The same row twice in one file is two rows; the same file twice is the same rows, which the journal knows by what they say.
    private void Number(ulong fingerprint)
    {
        var times = _occurrences.Count(fingerprint);
        if (times > 1) _json.Write(Copy, times);
    }

    private void Add(byte[] body, RowProblem problem, long line) =>
        sink.SetAside(new NotUnderstood(_door, run.Source, problem.Code, problem.Message, body, null, run.ReceivedAt), problem.Message, line);
}
