namespace Throughline.Demo.Company;

/// <summary>Something that Harbour &amp; Pine sells.</summary>
/// <param name="IsLearned">It takes some learning before it is of use.</param>
internal sealed record Product(string Sku, string Name, string Category, decimal Price, bool IsLearned = false);

/// <summary>A product in a cart or order.</summary>
internal readonly record struct Line(Product Product, int Quantity);

/// <summary>What somebody bought.</summary>
/// <param name="Channel">Where: <c>web</c>, <c>app</c> or <c>store</c>.</param>
internal sealed record Order(string Id, IReadOnlyList<Line> Lines, decimal Total, string Channel)
{
    public Product Main => Lines[0].Product;
}
