using Throughline.Statistics.Calibration;

namespace Throughline.Statistics.Text;

/// <summary>How well topics were told apart on texts the model had not seen.</summary>
/// <param name="Texts">How many texts were judged.</param>
/// <param name="Accuracy">The share whose most likely topic is the given one.</param>
/// <param name="MacroF1">The mean over topics of the harmonic mean of precision and recall; a topic that is never guessed and never given has 0.</param>
/// <param name="CalibrationError">The expected calibration error of the confidence in the most likely topic, ten bins.</param>
/// <param name="MeanConfidence">The mean confidence in the most likely topic; close to the accuracy when the model is honest.</param>
public sealed record TopicReport(int Texts, double Accuracy, double MacroF1, double CalibrationError, double MeanConfidence)
{
    /// <summary>Judges a model on labelled texts; topics it never saw count as wrong.</summary>
    /// <exception cref="ArgumentException">No text.</exception>
    public static TopicReport Of(TopicModel model, IReadOnlyList<LabelledText> texts) =>
        Of([.. texts.Select(t => (t.Topic, model.Guess(t.Text)[0]))]);

    /// <summary>Trains on all parts but one and judges on that one, for each part in turn.</summary>
    /// <exception cref="CannotFitException">As <see cref="TopicModel.Train"/>.</exception>
    public static TopicReport CrossValidated(IReadOnlyList<LabelledText> texts, int folds = 5, TopicOptions? options = null, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, Math.Max(2, texts.Count));
        var judged = new List<(string Given, TopicGuess Guess)>();
        foreach (var (train, test) in Folds.Split(texts.Count, folds))
        {
            var model = TopicModel.Train([.. train.Select(i => texts[i])], options, ct);
            judged.AddRange(test.Select(i => (texts[i].Topic, model.Guess(texts[i].Text)[0])));
        }

        return Of(judged);
    }

    private static TopicReport Of(List<(string Given, TopicGuess Guess)> judged)
    {
        if (judged.Count == 0) throw new ArgumentException("There is no text to judge by.");
        double[] confidences = [.. judged.Select(j => j.Guess.Confidence)];
        bool[] right = [.. judged.Select(j => j.Given == j.Guess.Topic)];
        var topics = judged.Select(j => j.Given).Concat(judged.Select(j => j.Guess.Topic)).Distinct();
        var given = judged.CountBy(j => j.Given).ToDictionary();
        var guessed = judged.CountBy(j => j.Guess.Topic).ToDictionary();
        var both = judged.Where(j => j.Given == j.Guess.Topic).CountBy(j => j.Given).ToDictionary();
        return new(judged.Count, right.Count(r => r) / (double)right.Length,
            topics.Average(t => 2.0 * both.GetValueOrDefault(t) / (given.GetValueOrDefault(t) + guessed.GetValueOrDefault(t))),
            ProbabilityScores.CalibrationError([.. confidences.Select(c => Math.Min(1, c))], right), confidences.Average());
    }
}
