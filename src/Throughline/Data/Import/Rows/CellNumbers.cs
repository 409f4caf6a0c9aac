using System.Text.Json;
using Throughline.Data.Import.Plans;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Data.Import.Rows;

/// <summary>
/// Writes cells, those of a column of numbers in the column's own way: 12,50 and 1.234 of a German file are 12.5 and 1234. What can be
/// read in two ways while nothing says in which stays text, save in files parted by commas, where a point is nearly surely a point.
/// </summary>
internal sealed class CellNumbers(BoundPlan plan)
{
    private readonly bool _isPoint = plan.Head.Delimiter == (byte)',';
    private readonly DecimalMark[] _marks =
        [.. Enumerable.Range(0, plan.Head.Columns.Length).Select(c => plan.Numbers.IsNumbers(c) ? plan.Numbers.MarkOf(c) : DecimalMark.Unknown)];
    private readonly bool[] _areNumbers = [.. Enumerable.Range(0, plan.Head.Columns.Length).Select(plan.Numbers.IsNumbers)];

    public void WriteCell(Utf8JsonWriter json, JsonEncodedText name, int column, ReadOnlySpan<byte> text)
    {
        var mark = text.IndexOfAny(".,"u8);
        if (mark < 0 || !_areNumbers[column]) RowJson.WriteCell(json, name, text);
        else if (plan.Numbers.TryRead(text, column, ref _marks[column], out var number)) json.WriteNumber(name, number);
        else if (_isPoint && _marks[column] == DecimalMark.Unknown) RowJson.WriteCell(json, name, text);
        else json.WriteString(name, text);
    }
}
