using Throughline.Customers.Identities;

namespace Throughline.Tests.Customers.Identities;

public class IdentityBookTests
{
    [Theory]
    [InlineData(1023, 1024)] // the book's first size is 1,024
    [InlineData(1024, 1023)]
    [InlineData(1, 5_000)]
    [InlineData(4_095, 4_096)]
    public void An_identity_is_entered_whichever_of_it_and_its_customer_has_the_higher_number(int identity, int customer)
    {
        var book = new IdentityBook();
        book.Enter(identity, "email", isShared: false, customer);
        Assert.Equal(customer, book.CustomerOf(identity));
        Assert.True(book.IsKnown(customer));
    }
}
