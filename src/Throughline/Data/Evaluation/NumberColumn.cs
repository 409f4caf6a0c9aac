using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Data.Evaluation;

/// <summary>The numbers of one column, as an import reads them: which sign is the decimal one is decided over the column.</summary>
internal sealed class NumberColumn
{
    private readonly NumberColumns _columns;
    private readonly int _column;
    private DecimalMark _mark;

    public NumberColumn(CsvHead head, int column)
    {
        (_columns, _column) = (new NumberColumns(head, column < 0 ? [] : [column], DecimalMark.Unknown), column);
        _mark = _columns.MarkOf(column);
    }

    /// <summary>Null when it is no number, or can be read in two ways and no row says in which.</summary>
    public double? Read(string text) => _columns.TryRead(Encoding.UTF8.GetBytes(text), _column, ref _mark, out var number) ? (double)number : null;
}
