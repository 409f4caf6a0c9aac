using Throughline.Contracts;
using Throughline.Touchpoints;
using Throughline.Touchpoints.Orders;

namespace Throughline.Tests.Touchpoints.Orders;

public class OrderBookTests
{
    private static readonly CustomerId Anna = new(7);

    private static Purchase Told(long position, OrderStep step, string? number, decimal? amount, string? currency = "EUR") => new()
    {
        Position = position, Identity = 1, At = DateTimeOffset.UnixEpoch.AddDays(position), Step = step, Number = number,
        Amount = amount is { } some ? Amounts.Kept(some) : null, Currency = currency,
    };

    private static string Of(params Purchase[] told)
    {
        var of = OrderBook.Of(Anna, told);
        return string.Join(", ", of.Orders.Select(o => $"{o.Number} {o.State} {o.Paid:0.##}"))
            + " = " + string.Join(" + ", of.Spend.Select(m => $"{m.Amount:0.##} {m.Currency}"));
    }

    [Fact]
    public void An_order_that_is_told_of_twice_counts_once_as_it_was_told_last() =>
        Assert.Equal("A Placed 90 = 90 EUR", Of(Told(1, OrderStep.Placed, "A", 100), Told(2, OrderStep.Placed, "A", 90)));

    [Fact]
    public void Orders_without_a_number_are_each_one_of_its_own() =>
        Assert.Equal(" Placed 5,  Placed 5 = 10 EUR", Of(Told(1, OrderStep.Placed, null, 5), Told(2, OrderStep.Placed, null, 5)));

    [Fact]
    public void Refunds_are_taken_off_whatever_their_sign_and_never_more_than_the_order_came_to() => Assert.Equal(
        "C Refunded 0, B PartlyRefunded 60, A PartlyRefunded 70 = 130 EUR",
        Of(Told(1, OrderStep.Placed, "A", 100), Told(2, OrderStep.Placed, "B", 100), Told(3, OrderStep.Placed, "C", 20),
            Told(4, OrderStep.Refunded, "A", 30), Told(5, OrderStep.Refunded, "B", -40), Told(6, OrderStep.Refunded, "C", 25)));

    [Fact]
    public void A_cancelled_order_and_one_refunded_without_an_amount_count_nothing() => Assert.Equal(
        "B Refunded 0, A Cancelled 0 = 0 EUR",
        Of(Told(1, OrderStep.Placed, "A", 100), Told(2, OrderStep.Placed, "B", 50), Told(3, OrderStep.Cancelled, "A", 100),
            Told(4, OrderStep.Refunded, "B", null)));

    [Fact]
    public void A_refund_of_an_order_nobody_told_of_is_taken_off_and_currencies_are_not_added_up() => Assert.Equal(
        "B Placed 10, A Placed 100 = 100 EUR + -5 GBP",
        Of(Told(1, OrderStep.Placed, "A", 100), Told(2, OrderStep.Placed, "B", 10, "GBP"), Told(3, OrderStep.Refunded, "Z", 15, "GBP")));

    [Fact]
    public void Without_an_amount_nothing_is_said_of_it() => Assert.Equal("A Placed  = ", Of(Told(1, OrderStep.Placed, "A", null)));
}
