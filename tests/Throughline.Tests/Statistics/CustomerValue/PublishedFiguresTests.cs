using Throughline.Statistics.CustomerValue;

namespace Throughline.Tests.Statistics.CustomerValue;

/// <summary>Worked figures on CDNOW from Fader, Hardie and Lee 2005 and the vignette of the R package BTYD, in weeks.</summary>
public class PublishedFiguresTests
{
    private static readonly BetaGeometric Bg = BetaGeometric.Bg(0.2425945, 4.4136019, 0.7929199, 2.4258881);
    private static readonly ParetoNbd Pareto = new(0.5532771, 10.5776843, 0.6062399, 11.6687332);
    private static readonly PurchaseSummary Customer1516 = new(26, 216 / 7.0, 31);

    [Fact]
    public void BG_NBD_expects_what_the_paper_expects_of_a_new_customer_in_a_year() => Assert.Equal(1.44401, Bg.ExpectedPurchases(52), 4);

    [Fact]
    public void BG_NBD_expects_what_the_vignette_expects_of_customer_1516() => Assert.Equal(25.75659, Bg.ExpectedPurchases(Customer1516, 52), 3);

    [Fact]
    public void BG_NBD_holds_customer_1516_alive_as_the_vignette_does() => Assert.Equal(0.9688523, Bg.ProbabilityAlive(Customer1516), 0.00001);

    [Fact]
    public void BG_NBD_expects_1_226_purchases_of_the_papers_first_customer() => Assert.Equal(1.226, Bg.ExpectedPurchases(new(2, 30.43, 38.86), 39), 3);

    [Fact]
    public void BG_NBD_holds_the_papers_first_customer_alive_with_73_percent() => Assert.Equal(0.726609, Bg.ProbabilityAlive(new(2, 30.43, 38.86)), 0.0005);

    [Fact]
    public void Pareto_NBD_expects_what_the_vignette_expects_of_a_new_customer_in_a_year() => Assert.Equal(1.473434, Pareto.ExpectedPurchases(52), 4);

    [Fact]
    public void Pareto_NBD_expects_what_the_vignette_expects_of_customer_1516() => Assert.Equal(25.45647, Pareto.ExpectedPurchases(Customer1516, 52), 0.002);

    [Fact]
    public void Pareto_NBD_holds_customer_1516_alive_as_the_vignette_does() => Assert.Equal(0.997874, Pareto.ProbabilityAlive(Customer1516), 5);

    [Fact]
    public void A_one_time_buyer_is_alive_for_certain_under_BG_NBD_however_long_ago_they_bought()
    {
        Assert.Equal(1, Bg.ProbabilityAlive(new(0, 0, 10_000)));
        Assert.True(BetaGeometric.Mbg(0.52, 6.18, 0.89, 1.61).ProbabilityAlive(new(0, 0, 10_000)) < 0.1);
    }
}
