using System.Text;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;

namespace Throughline.Data.Evaluation;

/// <summary>The numbers of a file, as an import reads them.</summary>
internal sealed class NumberColumn(CsvHead head)
{
    /// <summary>Null when it is no number.</summary>
    public double? Read(string text) => NumberText.TryRead(Encoding.UTF8.GetBytes(text), head.Delimiter != (byte)',', out var number) ? (double)number : null;
}
