using Throughline.Customers.Listing;
using Throughline.Platform.Views;

namespace Throughline.Tests.Platform.Views;

/// <summary>What of an address a view keeps, and when two addresses show the same.</summary>
public sealed class ViewQueryTests
{
    [Theory]
    [InlineData("?stage=loyalty&sort=-name", "stage=loyalty&sort=-name")]
    [InlineData("?q=anna%20berg&cursor=20&undo=1&view=2&refused=1&for=log", "q=anna%20berg")]
    [InlineData("display=1&columns=stage&columns=spend&rows=compact", "display=1&columns=stage&columns=spend&rows=compact")]
    [InlineData("stage=a%0d%0aSet-Cookie:x&q=%23%26", "stage=a%0D%0ASet-Cookie%3Ax&q=%23%26")]
    [InlineData("", "")]
    public void A_view_keeps_what_is_seen_and_nothing_of_the_moment(string query, string kept) =>
        Assert.Equal(kept, ViewQuery.Kept(query, new ListOfCustomers()));

    [Theory]
    [InlineData("stage=loyalty&seen=7d", "seen=7d&stage=loyalty&spend=", true)]
    [InlineData("display=1&columns=stage&columns=spend&rows=comfortable", "display=1&columns=spend&columns=stage", true)]
    [InlineData("display=1&columns=stage", "display=1", false)]
    [InlineData("step=Visit&step=Order", "step=Order&step=Visit", false)] // Of a question the order is part.
    [InlineData("stage=loyalty", "stage=purchase", false)]
    public void Two_are_the_same_when_they_show_the_same(string one, string other, bool same) => Assert.Equal(same, ViewQuery.AreSame(one, other));
}
