namespace Throughline.Statistics.CustomerValue;

/// <summary>
/// BG/NBD (Fader, Hardie and Lee 2005, "Counting your customers the easy way", Marketing Science 24(2), section 3) and its modification
/// MBG/NBD (Batislam, Denizel and Filiztekin 2007, International Journal of Research in Marketing 24(3)). Purchases are Poisson at a rate that
/// is Gamma(r, alpha) over customers; after each purchase a customer stops with a probability that is Beta(a, b). In MBG/NBD they
/// may stop after the first purchase too.
/// </summary>
/// <remarks>
/// BG/NBD gives every customer without a repeat P(alive) = 1, because it lets nobody stop before the first repeat: do not use it as a churn score.
/// </remarks>
public sealed class BetaGeometric : IRepeatPurchaseModel
{
    private readonly int _shift;

    private BetaGeometric(double r, double alpha, double a, double b, bool mayStopAtOnce)
    {
        (R, Alpha) = (LogMath.Positive(r, nameof(r)), LogMath.Positive(alpha, nameof(alpha)));
        (A, B) = (LogMath.Positive(a, nameof(a)), LogMath.Positive(b, nameof(b)));
        MayStopAtOnce = mayStopAtOnce;
        _shift = mayStopAtOnce ? 1 : 0;
    }

    public double R { get; }

    /// <summary>In units of time.</summary>
    public double Alpha { get; }

    public double A { get; }

    public double B { get; }

    /// <summary>True for MBG/NBD.</summary>
    public bool MayStopAtOnce { get; }

    public string Name => MayStopAtOnce ? "MBG/NBD" : "BG/NBD";

    public IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double> { ["r"] = R, ["alpha"] = Alpha, ["a"] = A, ["b"] = B };

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0 and finite.</exception>
    public static BetaGeometric Bg(double r, double alpha, double a, double b) => new(r, alpha, a, b, false);

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0 and finite.</exception>
    public static BetaGeometric Mbg(double r, double alpha, double a, double b) => new(r, alpha, a, b, true);

    public double LogLikelihood(PurchaseSummary customer)
    {
        customer.Check();
        return new BetaGeometricLikelihood(R, Alpha, A, B, _shift).Of(customer).Total;
    }

    public double ExpectedPurchases(double time)
    {
        LogMath.CheckTime(time);
        var mayBuyAgain = MayStopAtOnce ? B / (A + B) : 1;
        return mayBuyAgain * BetaMean.OfStoppedGrowth(A, B + _shift, time / Alpha, R);
    }

    public double ExpectedPurchases(PurchaseSummary customer, double time)
    {
        LogMath.CheckTime(time);
        var alive = ProbabilityAlive(customer);
        return alive * BetaMean.OfStoppedGrowth(A, B + customer.Repeats + _shift, time / (Alpha + customer.Age), R + customer.Repeats);
    }

    /// <summary>1 ÷ (1 + a/(b + m − 1) · ((alpha + T)/(alpha + t_x))^(r + x)), with m = x for BG/NBD and x + 1 for MBG/NBD; 1 when m is 0.</summary>
    public double ProbabilityAlive(PurchaseSummary customer)
    {
        customer.Check();
        var survived = customer.Repeats + _shift;
        if (survived == 0) return 1;
        var odds = Math.Log(B + survived - 1) - Math.Log(A) - (R + customer.Repeats) * LogMath.LogOnePlus(customer.SinceLast / (Alpha + customer.Last));
        return LogMath.Logistic(odds);
    }

    /// <summary>P(alive) · (1 − ((alpha + T)/(alpha + T + t))^(r + x)): a customer cannot stop before the next purchase.</summary>
    public double ProbabilityOfPurchase(PurchaseSummary customer, double time)
    {
        LogMath.CheckTime(time);
        return ProbabilityAlive(customer) * -LogMath.ExpMinusOne(-(R + customer.Repeats) * LogMath.LogOnePlus(time / (Alpha + customer.Age)));
    }

    /// <summary>The maximum of the likelihood.</summary>
    /// <exception cref="CannotFitException">No customer (<c>no_customers</c>) or nobody bought again (<c>no_repeat_purchases</c>).</exception>
    public static Fitted<BetaGeometric> FitBg(IReadOnlyCollection<PurchaseSummary> customers) => Fit(customers, false);

    /// <inheritdoc cref="FitBg"/>
    public static Fitted<BetaGeometric> FitMbg(IReadOnlyCollection<PurchaseSummary> customers) => Fit(customers, true);

    private static Fitted<BetaGeometric> Fit(IReadOnlyCollection<PurchaseSummary> customers, bool mayStopAtOnce)
    {
        var groups = SummaryGroups.Of(customers);
        var best = QuasiNewton.Maximise(
            (logs, slope) => BetaGeometricLikelihood.Total(groups, Array.ConvertAll(logs, Math.Exp), mayStopAtOnce ? 1 : 0, slope),
            [0, Math.Log(groups.TypicalGap), 0, 0]);
        var p = Array.ConvertAll(best.At, Math.Exp);
        return new(new(p[0], p[1], p[2], p[3], mayStopAtOnce), best.Height, best.Converged);
    }
}
