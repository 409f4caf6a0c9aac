using System.Text;
using System.Text.Json;
using Throughline.Data.Import.Rows;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Purchases;

/// <summary>What a person said of all orders, where neither a line nor the order itself says it.</summary>
internal sealed record OrderDefaults(byte[]? Currency = null, byte[]? Channel = null, byte[]? Country = null);

/// <summary>Writes an order with Segment's e-commerce names. What was given back is written as Segment does: as amounts above zero under
/// another event.</summary>
internal sealed class OrderJson(OrderDefaults defaults) : IDisposable
{
    private static readonly JsonEncodedText
        Properties = JsonEncodedText.Encode("properties"), OrderId = JsonEncodedText.Encode("order_id"),
            Total = JsonEncodedText.Encode("total"), Currency = JsonEncodedText.Encode("currency"),
        Country = JsonEncodedText.Encode("country"), Products = JsonEncodedText.Encode("products"),
        ProductId = JsonEncodedText.Encode("product_id"), Name = JsonEncodedText.Encode("name"),
        Quantity = JsonEncodedText.Encode("quantity"), Price = JsonEncodedText.Encode("price");

    private readonly RowJson _json = new();
    private readonly ChannelField _channel = new(default);

    public ReadyOrder Ready(Order order, LineStore lines)
    {
        var first = lines[order.Lines[0]];
        return new ReadyOrder(
            order.At, order.Lines.Count, order.IsRefund, ReservedIds.Order + Encoding.UTF8.GetString(first[LineText.Order]),
            Encoding.UTF8.GetString(Said(order, LineText.Customer, lines, null)), _channel.Named(Said(order, LineText.Channel, lines, defaults.Channel)),
            Body(order, lines));
    }

    public void Dispose() => _json.Dispose();

    private static ReadOnlySpan<byte> Said(Order order, LineText text, LineStore lines, byte[]? otherwise) =>
        order.PlaceOf(text) is { } place ? lines[place][text] : otherwise;

    private byte[] Body(Order order, LineStore lines)
    {
        var currency = Said(order, LineText.Currency, lines, defaults.Currency);
        var country = Said(order, LineText.Country, lines, defaults.Country);
        var json = _json.Begin();
        json.WriteStartObject(Properties);
        json.WriteString(OrderId, lines[order.Lines[0]][LineText.Order]);
        if (lines[order.Lines[0]].Numbers.HasPrice) json.WriteNumber(Total, Sum(order, lines));
        if (!currency.IsEmpty) json.WriteString(Currency, currency);
        if (!country.IsEmpty) json.WriteString(Country, country);
        json.WriteStartArray(Products);
        foreach (var place in order.Lines) WriteProduct(json, lines[place], order.IsRefund);
        json.WriteEndArray();
        json.WriteEndObject();
        return _json.End();
    }

    private static decimal Sum(Order order, LineStore lines)
    {
        var total = 0m;
        foreach (var place in order.Lines)
        {
            var numbers = lines[place].Numbers;
            total += Shown(numbers.Quantity, order.IsRefund) * Shown(numbers.Price, order.IsRefund);
        }
        return total;
    }

    private static void WriteProduct(Utf8JsonWriter json, OrderLine line, bool isRefund)
    {
        json.WriteStartObject();
        if (!line[LineText.Product].IsEmpty) json.WriteString(ProductId, line[LineText.Product]);
        if (!line[LineText.Name].IsEmpty) json.WriteString(Name, line[LineText.Name]);
        json.WriteNumber(Quantity, Shown(line.Numbers.Quantity, isRefund));
        if (line.Numbers.HasPrice) json.WriteNumber(Price, Shown(line.Numbers.Price, isRefund));
        json.WriteEndObject();
    }

    private static decimal Shown(decimal number, bool isRefund) => isRefund ? Math.Abs(number) : number;
}
