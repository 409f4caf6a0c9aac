using Throughline.Data.Import.Plans;

namespace Throughline.Data.Import.Purchases;

/// <summary>The columns of an order's line.</summary>
internal sealed class OrderFields(BoundPlan plan)
{
    public FieldReader Order { get; } = plan.Field("order");
    public FieldReader Customer { get; } = plan.Field("customer");
    public FieldReader At { get; } = plan.Field("at");

    /// <summary>In the order of <see cref="LineText"/>. Without what is said of all rows: an order's own first line goes before that.</summary>
    public int[] Others { get; } =
        [.. new[] { "product", "name", "currency", "channel", "country" }.Select(f => plan.Field(f).Column)];
}
