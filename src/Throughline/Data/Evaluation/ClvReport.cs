using System.Diagnostics;
using Throughline.Statistics;
using Throughline.Statistics.Calibration;
using Throughline.Statistics.CustomerValue;

namespace Throughline.Data.Evaluation;

/// <summary>The figures of each customer-value model on held-out days, and of what needs no model.</summary>
internal sealed class ClvReport(ObservedCustomer[] customers, int heldOutDays)
{
    private const string NoPeak = "The likelihood has no peak that was found: a parameter is as good as 0 or infinite, and the figures are a point on the way.";

    private readonly bool[] _boughtAgain = [.. customers.Select(c => c.HeldOut > 0)];
    private readonly double _weeks = heldOutDays / 7.0;

    public IEnumerable<object> Models()
    {
        PurchaseSummary[] summaries = [.. customers.Select(c => c.Summary)];
        yield return Model(() => BetaGeometric.FitBg(summaries));
        yield return Model(() => BetaGeometric.FitMbg(summaries));
        yield return Model(() => ParetoNbd.Fit(summaries));
    }

    /// <summary>What a shop knows without a model: the days since the last purchase, and each customer's own rate so far.</summary>
    public IEnumerable<object> Baselines()
    {
        double[] silence = [.. customers.Select(c => -(double)c.SinceLast)];
        yield return new
        { name = "days since last purchase", boughtAgain = new { auc = ProbabilityScores.Auc(silence, _boughtAgain) },
            calibrated = Calibrated(silence)
        };
        double[] rate = [.. customers.Select(c => c.Summary.Age > 0 ? c.Summary.Repeats / c.Summary.Age * _weeks : 0)];
        yield return new
        { name = "own rate so far", heldOut = Error(rate), boughtAgain = new { auc = ProbabilityScores.Auc(rate, _boughtAgain) },
            calibrated = Calibrated(rate)
        };
    }

    public object Spend()
    {
        SpendSummary[] spends = [.. customers.Select(c => c.Spend).OfType<SpendSummary>()];
        try
        {
            var fit = GammaGamma.Fit(spends);
            return new
            {
                name = "gamma-gamma",
                customers = spends.Length,
                parameters = new { p = fit.Model.P, q = fit.Model.Q, v = fit.Model.V },
                logLikelihood = fit.LogLikelihood,
                converged = fit.Converged && fit.Model.HasMean,
                meanSpend = fit.Model.HasMean ? fit.Model.MeanSpend : (double?)null,
                warning = !fit.Model.HasMean ? "q is at the edge of 1: a few customers spend so much that there is no finite mean spend."
                    : fit.Converged ? null : NoPeak,
            };
        }
        catch (CannotFitException cannot)
        {
            return new { name = "gamma-gamma", customers = spends.Length, cannotFit = cannot.Code, why = cannot.Message };
        }
    }

    private object Model<T>(Func<Fitted<T>> fitting)
        where T : IRepeatPurchaseModel
    {
        var watch = Stopwatch.StartNew();
        var fit = fitting();
        var took = watch.Elapsed.TotalMilliseconds;
        double[] expected = [.. customers.Select(c => fit.Model.ExpectedPurchases(c.Summary, _weeks))];
        double[] likely = [.. customers.Select(c => fit.Model.ProbabilityOfPurchase(c.Summary, _weeks))];
        double[] alive = [.. customers.Select(c => fit.Model.ProbabilityAlive(c.Summary))];
        return new
        {
            name = fit.Model.Name,
            parameters = fit.Model.Parameters,
            logLikelihood = fit.LogLikelihood,
            converged = fit.Converged,
            fitMilliseconds = took,
            heldOut = Error(expected),
            boughtAgain = Scores(likely),
            calibrated = Calibrated(likely),
            probabilityAliveAuc = ProbabilityScores.Auc(alive, _boughtAgain),
            warning = Warning(fit.Model, fit.Converged),
        };
    }

    private static string? Warning(IRepeatPurchaseModel model, bool converged)
    {
        var alive = model is BetaGeometric { MayStopAtOnce: false } ? "Every customer without a repeat has P(alive) = 1: not a churn score." : null;
        return converged ? alive : alive is null ? NoPeak : $"{NoPeak} {alive}";
    }

    private object Error(double[] expected)
    {
        double[] misses = [.. expected.Zip(customers, (e, c) => e - c.HeldOut)];
        return new
        {
            purchases = customers.Sum(c => c.HeldOut),
            expected = expected.Sum(),
            meanAbsoluteError = misses.Average(Math.Abs),
            rootMeanSquareError = Math.Sqrt(misses.Average(m => m * m)),
        };
    }

    private object Scores(double[] probabilities) => new
    {
        auc = ProbabilityScores.Auc(probabilities, _boughtAgain),
        brier = ProbabilityScores.Brier(probabilities, _boughtAgain),
        logLoss = ProbabilityScores.LogLoss(probabilities, _boughtAgain),
        calibrationError = ProbabilityScores.CalibrationError(probabilities, _boughtAgain),
    };

    /// <summary>The scores as probabilities, each customer's from the other four fifths.</summary>
    private object Calibrated(double[] scores) => new
    {
        platt = Scores(CrossFitted(scores, (s, o) => PlattScaling.Fit(s, o).Probability)),
        isotonic = Scores(CrossFitted(scores, (s, o) => IsotonicCalibration.Fit(s, o).Probability)),
    };

    private double[] CrossFitted(double[] scores, Func<double[], bool[], Func<double, double>> fit)
    {
        const int folds = 5;
        var probabilities = new double[scores.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            int[] others = [.. Enumerable.Range(0, scores.Length).Where(i => i % folds != fold)];
            if (others.Length == 0) others = [.. Enumerable.Range(0, scores.Length)];
            var curve = fit([.. others.Select(i => scores[i])], [.. others.Select(i => _boughtAgain[i])]);
            for (var i = fold; i < scores.Length; i += folds) probabilities[i] = curve(scores[i]);
        }

        return probabilities;
    }
}
