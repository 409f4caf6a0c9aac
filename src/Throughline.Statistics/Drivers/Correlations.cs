using MathNet.Numerics.LinearAlgebra;
using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Drivers;

/// <summary>Correlations among attributes, and of each attribute with the outcome: all that a driver analysis needs.</summary>
/// <param name="Among">Symmetric, with 1 on its diagonal.</param>
/// <param name="WithOutcome">One an attribute, −1 to 1.</param>
public sealed record Correlations(Matrix<double> Among, Vector<double> WithOutcome)
{
    public int Attributes => WithOutcome.Count;

    /// <exception cref="StatisticsException"><c>lengthsDiffer</c>, <c>tooManyAttributes</c>, <c>notCorrelations</c> when they cannot belong
    /// together.</exception>
    public static Correlations From(double[,] among, double[] withOutcome)
    {
        Require.SameLength(among.GetLength(0), withOutcome.Length, "Correlations");
        Require.SameLength(among.GetLength(1), withOutcome.Length, "Correlations");
        CheckCount(withOutcome.Length);
        foreach (var r in withOutcome) Require.Within(r, -1 - 1e-9, 1 + 1e-9, "Every correlation");
        foreach (var r in among) Require.Within(r, -1 - 1e-9, 1 + 1e-9, "Every correlation");
        var result = new Correlations(Matrix<double>.Build.DenseOfArray(among), Vector<double>.Build.DenseOfArray(withOutcome));
        result.MustBePossible();
        return result;
    }

    /// <summary>Pearson correlations of rows of attributes with an outcome. An attribute that never varies correlates with nothing.</summary>
    /// <exception cref="StatisticsException"><c>tooFew</c>, <c>lengthsDiffer</c>, <c>notFinite</c>, <c>zeroVariance</c> for an outcome that
    /// never varies.</exception>
    public static Correlations Of(IReadOnlyList<double[]> rows, IReadOnlyList<double> outcome)
    {
        var every = Enumerable.Range(0, rows.Count).ToArray();
        CheckRows(rows, outcome);
        return OfRows(rows, outcome, every) ?? throw Require.ZeroVariance("The outcome");
    }

    internal static void CheckRows(IReadOnlyList<double[]> rows, IReadOnlyList<double> outcome)
    {
        Require.SameLength(rows.Count, outcome.Count, "Rows and outcome");
        if (rows.Count < 3) throw Require.TooFew("A driver analysis", 3);
        CheckCount(rows[0].Length);
        foreach (var row in rows)
        {
            Require.SameLength(rows[0].Length, row.Length, "Rows");
            Require.Finite(row, "Every attribute");
        }

        foreach (var y in outcome) Require.Finite(y, "Every outcome");
    }

    /// <summary>Of the rows drawn, repeats included; null when the outcome does not vary among them.</summary>
    internal static Correlations? OfRows(IReadOnlyList<double[]> rows, IReadOnlyList<double> outcome, int[] drawn)
    {
        var k = rows[0].Length;
        double[] At(int i) => rows[drawn[i]];
        double Of(int i, int column) => column == k ? outcome[drawn[i]] : At(i)[column];

        var means = new double[k + 1];
        for (var i = 0; i < drawn.Length; i++)
            for (var c = 0; c <= k; c++) means[c] += Of(i, c) / drawn.Length;

        var products = new double[k + 1, k + 1];
        var centred = new double[k + 1];
        for (var i = 0; i < drawn.Length; i++)
        {
            for (var c = 0; c <= k; c++) centred[c] = Of(i, c) - means[c];
            for (var c = 0; c <= k; c++)
                for (var d = c; d <= k; d++) products[c, d] += centred[c] * centred[d];
        }

        double Correlation(int c, int d)
        {
            var scale = Math.Sqrt(products[c, c]) * Math.Sqrt(products[d, d]);
            return c == d ? 1 : scale == 0 ? 0 : Math.Clamp(products[Math.Min(c, d), Math.Max(c, d)] / scale, -1, 1);
        }

        for (var c = 0; c <= k; c++) Require.Finite(products[c, c], "Every sum of squares");
        if (products[k, k] == 0) return null;
        return new(Matrix<double>.Build.Dense(k, k, Correlation), Vector<double>.Build.Dense(k, c => Correlation(c, k)));
    }

    private static void CheckCount(int attributes)
    {
        if (attributes == 0) throw Require.Empty("A driver analysis");
        if (attributes > Shapley.MostAttributes)
            throw new StatisticsException("tooManyAttributes", $"At most {Shapley.MostAttributes} attributes can be decomposed, but there are {attributes}.");
    }

    private void MustBePossible()
    {
        for (var i = 0; i < Attributes; i++)
            if (Math.Abs(Among[i, i] - 1) > 1e-9) throw new StatisticsException("notCorrelations", "An attribute must correlate 1 with itself.");
        if ((Among - Among.Transpose()).Enumerate().Max(Math.Abs) > 1e-9) throw new StatisticsException("notCorrelations", "Correlations must be symmetric.");

        var joint = Matrix<double>.Build.Dense(Attributes + 1, Attributes + 1, (i, j) =>
            i == j ? 1 : i == Attributes ? WithOutcome[j] : j == Attributes ? WithOutcome[i] : Among[i, j]);
        if (joint.Evd(Symmetricity.Symmetric).D.Diagonal().Minimum() < -1e-8)
            throw new StatisticsException("notCorrelations", "No data has these correlations together.");
    }
}
