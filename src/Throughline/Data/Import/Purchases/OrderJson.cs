using System.Text;
using System.Text.Json;
using Throughline.Data.Import.Rows;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Purchases;

/// <summary>Writes an order with Segment's e-commerce names. What was given back is written as Segment does: as amounts above zero under
/// another event.</summary>
internal sealed class OrderJson : IDisposable
{
    private static readonly JsonEncodedText
        Properties = JsonEncodedText.Encode("properties"), OrderId = JsonEncodedText.Encode("order_id"),
            Total = JsonEncodedText.Encode("total"), Currency = JsonEncodedText.Encode("currency"),
        Country = JsonEncodedText.Encode("country"), Products = JsonEncodedText.Encode("products"),
        ProductId = JsonEncodedText.Encode("product_id"), Name = JsonEncodedText.Encode("name"),
        Quantity = JsonEncodedText.Encode("quantity"), Price = JsonEncodedText.Encode("price");

    private readonly RowJson _json = new();
    private readonly ChannelField _channel = new(default);

    /// <summary>The lines that were bought, or those given back. Both at once are two interactions, so that neither hides the other.</summary>
    public ReadyOrder Ready(Order order, bool isRefund, long at, LineStore lines)
    {
        var first = lines[order.First];
        var (rows, total) = (0, 0m);
        foreach (var place in order.Lines)
        {
            var numbers = lines[place].Numbers;
            if (order.IsGivenBack(numbers) != isRefund) continue;
            rows++;
            total += Shown(numbers.Quantity, isRefund) * numbers.Price;
        }
        var id = Encoding.UTF8.GetString(first[LineText.Order]);
        var messageId = isRefund && order.PaidAt < long.MaxValue ? $"{ReservedIds.Order}{id}:refund" : ReservedIds.Order + id;
        return new ReadyOrder(
            at, rows, isRefund, messageId, Encoding.UTF8.GetString(first[LineText.Customer]), _channel.Named(first[LineText.Channel]),
            Body(order, isRefund, total, lines));
    }

    public void Dispose() => _json.Dispose();

    private byte[] Body(Order order, bool isRefund, decimal total, LineStore lines)
    {
        var first = lines[order.First];
        var json = _json.Begin();
        json.WriteStartObject(Properties);
        json.WriteString(OrderId, first[LineText.Order]);
        if (first.Numbers.HasPrice) json.WriteNumber(Total, total);
        if (!first[LineText.Currency].IsEmpty) json.WriteString(Currency, first[LineText.Currency]);
        if (!first[LineText.Country].IsEmpty) json.WriteString(Country, first[LineText.Country]);
        json.WriteStartArray(Products);
        foreach (var place in order.Lines)
        {
            var line = lines[place];
            if (order.IsGivenBack(line.Numbers) == isRefund) WriteProduct(json, line, isRefund);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return _json.End();
    }

    private static void WriteProduct(Utf8JsonWriter json, OrderLine line, bool isRefund)
    {
        json.WriteStartObject();
        if (!line[LineText.Product].IsEmpty) json.WriteString(ProductId, line[LineText.Product]);
        if (!line[LineText.Name].IsEmpty) json.WriteString(Name, line[LineText.Name]);
        json.WriteNumber(Quantity, Shown(line.Numbers.Quantity, isRefund));
        if (line.Numbers.HasPrice) json.WriteNumber(Price, line.Numbers.Price);
        json.WriteEndObject();
    }

    private static decimal Shown(decimal quantity, bool isRefund) => isRefund ? Math.Abs(quantity) : quantity;
}
