using Throughline.Data.Import.Plans;

namespace Throughline.Tests.Data.Import.Plans;

public sealed class ImportFormatTests
{
    [Theory]
    [InlineData("Order,Customer,Date,Total", "Total")]
    [InlineData("Order,Customer,Date,Quantity,Total", null)]
    [InlineData("Order,Customer,Date,Unit price,Total", "Unit price")]
    public void What_an_order_came_to_is_its_price_where_no_column_says_how_many(string columns, string? price) =>
        Assert.Equal(price, ImportFormats.GuessColumn(ImportFormat.Purchases.Fields().First(f => f.Name == "price"), columns.Split(',')));
}
