namespace Throughline.Statistics.CustomerValue;

/// <summary>What a customer will still bring: expected purchases to come, each at the expected spend, worth less the later they come.</summary>
public static class ResidualValue
{
    /// <summary>
    /// spend · ∫ e^(−δ·t) dE[Y(t)] over 0 ≤ t ≤ horizon, by parts: E[Y(h)]·e^(−δ·h) + δ·∫ e^(−δ·t)·E[Y(t)] dt. With an endless horizon and Pareto/NBD
    /// the integral is DERT (Fader, Hardie and Lee 2005, "RFM and CLV", Journal of Marketing Research 42(4), equation 4).
    /// </summary>
    /// <param name="model">A fitted model; its unit of time is the unit here.</param>
    /// <param name="customer">What the customer did so far.</param>
    /// <param name="spendPerPurchase">Expected amount, or margin, of one purchase, from 0; <see cref="GammaGamma.ExpectedSpend"/> as a rule.</param>
    /// <param name="horizon">How far to look, from 0. Beyond 60 ÷ δ nothing is left to count.</param>
    /// <param name="discount">δ, continuous, per unit of time, from 0: ln(1 + yearly rate) ÷ 52 for weeks.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure is negative or not finite (an endless horizon is allowed with a discount above 0).</exception>
    public static double Of(IRepeatPurchaseModel model, PurchaseSummary customer, double spendPerPurchase, double horizon, double discount)
    {
        LogMath.CheckTime(spendPerPurchase);
        LogMath.CheckTime(discount);
        if (discount > 0) horizon = Math.Min(horizon, 60 / discount);
        LogMath.CheckTime(horizon);
        var purchases = model.ExpectedPurchases(customer, horizon) * Math.Exp(-discount * horizon);
        if (discount > 0 && horizon > 0) purchases += discount * Discounted(model, customer, horizon, discount);
        return spendPerPurchase * purchases;
    }

    /// <summary>δ per unit of time from a yearly rate such as 0.15.</summary>
    public static double Discount(double yearlyRate, double unitsAYear)
    {
        LogMath.CheckTime(yearlyRate);
        LogMath.Positive(unitsAYear, nameof(unitsAYear));
        return LogMath.LogOnePlus(yearlyRate) / unitsAYear;
    }

    private static double Discounted(IRepeatPurchaseModel model, PurchaseSummary customer, double horizon, double discount)
    {
        // Panels that double: purchases come fastest at first, and the discount bites after 1 ÷ δ.
        var (sum, from, width) = (0.0, 0.0, Math.Min(horizon, Math.Min(1, 1 / discount)));
        while (from < horizon)
        {
            for (var i = 0; i < GaussLegendre.Count; i++)
            {
                var t = from + width * GaussLegendre.Nodes[i];
                sum += width * GaussLegendre.Weights[i] * Math.Exp(-discount * t) * model.ExpectedPurchases(customer, t);
            }

            from += width;
            width = Math.Min(horizon - from, Math.Min(2 * width, 4 / discount));
        }

        return sum;
    }
}
