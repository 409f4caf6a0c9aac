namespace Throughline.Statistics.Calibration;

internal static class CalibrationInput
{
    public static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        if (scores.Length != outcomes.Length || scores.Length == 0)
            throw new ArgumentException($"As many scores as outcomes are needed, at least one: {scores.Length} and {outcomes.Length}.");
        foreach (var score in scores)
        {
            if (!double.IsFinite(score)) throw new ArgumentOutOfRangeException(nameof(scores), score, "Scores are finite.");
        }
    }
}
