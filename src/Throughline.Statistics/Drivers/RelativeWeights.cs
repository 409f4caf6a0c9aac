using MathNet.Numerics.LinearAlgebra;

namespace Throughline.Statistics.Drivers;

/// <summary>
/// Johnson's relative weights: attributes are replaced by the closest uncorrelated set Z = X·R^(−½), and the outcome's
/// regression on Z is carried back: ε = (R^½)²·(R^(−½)·r)². Close to Shapley, for any number of attributes.
/// Source: Johnson, Multivariate Behavioral Research 35(1), 2000.
/// </summary>
/// <param name="RSquared">Sum of the weights: share of variance explained, 0 to 1.</param>
/// <param name="Weights">Raw weight of each attribute, which add up to R².</param>
/// <param name="Shares">Weights as shares of R²; all 0 when nothing is explained.</param>
public sealed record RelativeWeights(double RSquared, IReadOnlyList<double> Weights, IReadOnlyList<double> Shares)
{
    /// <summary>Directions without variance (collinear attributes) are left out.</summary>
    public static RelativeWeights Of(Correlations correlations)
    {
        var evd = correlations.Among.Evd(Symmetricity.Symmetric);
        var values = evd.D.Diagonal();
        Matrix<double> Power(Func<double, double> of) =>
            evd.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(values.Map(v => v > 1e-10 ? of(v) : 0)) * evd.EigenVectors.Transpose();

        var root = Power(Math.Sqrt);
        var beta = Power(v => 1 / Math.Sqrt(v)) * correlations.WithOutcome;
        var weights = (root.PointwisePower(2) * beta.PointwisePower(2)).ToArray();
        var total = weights.Sum();
        return new(total, weights, [.. weights.Select(w => total > 0 ? w / total : 0)]);
    }
}
