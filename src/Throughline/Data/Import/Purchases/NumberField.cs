using System.Text;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Rows;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Data.Import.Purchases;

/// <summary>A number of an order's line: its quantity, which is one where none is given, or its price.</summary>
internal sealed class NumberField(BoundPlan plan, string name)
{
    private const int Shown = 60;

    private readonly FieldReader _field = plan.Field(name);
    private readonly decimal _otherwise = name == "quantity" ? 1 : 0;
    private DecimalMark _mark = plan.Numbers.MarkOf(plan.Field(name).Column);

    public bool IsThere => _field.IsThere;

    public RowProblem? Read(CsvReader row, out decimal number)
    {
        number = _otherwise;
        if (!IsThere || plan.Numbers.TryRead(_field.Of(row), _field.Column, ref _mark, out number)) return null;
        var text = Encoding.UTF8.GetString(_field.Of(row)[..Math.Min(_field.Of(row).Length, Shown)]);
        return NumberText.KindOf(_field.Of(row)) == NumberKind.Doubtful
            ? new("ambiguous_number", $"Line {row.Line}: \"{text}\" can be read in two ways. Say whether a comma or a point stands before parts of one.")
            : new("bad_number", $"Line {row.Line}: \"{text}\" is no {name}.");
    }
}
