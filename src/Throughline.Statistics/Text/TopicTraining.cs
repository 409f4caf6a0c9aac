using System.Numerics.Tensors;

namespace Throughline.Statistics.Text;

/// <summary>Trains topic models and measures them on texts they have not seen.</summary>
internal static class TopicTraining
{
    private const int CalibrationFolds = 3;

    public static TopicModel Train(IReadOnlyList<LabelledText> texts, TopicOptions options, CancellationToken ct)
    {
        options.Check();
        if (texts.Count == 0) throw new CannotFitException("no_texts", "A topic model needs texts to learn from.");
        string[] topics = [.. texts.Select(t => t.Topic).Distinct().Order(StringComparer.Ordinal)];
        if (topics.Length < 2) throw new CannotFitException("one_topic", $"All texts are about '{topics[0]}': there is nothing to tell apart.");

        var margins = new float[texts.Count][];
        foreach (var (train, test) in Folds.Split(texts.Count, Math.Min(CalibrationFolds, texts.Count)))
        {
            var partial = TrainOn([.. train.Select(i => texts[i])], topics, options, 1, ct);
            foreach (var i in test) margins[i] = partial.Margins(texts[i].Text);
        }

        return TrainOn(texts, topics, options, Temperature(margins, Numbers(texts, topics)), ct);
    }

    private static TopicModel TrainOn(IReadOnlyList<LabelledText> texts, string[] topics, TopicOptions options, double temperature, CancellationToken ct)
    {
        var terms = TermWeights.Fit([.. texts.Select(t => t.Text)], options.MostTerms, (float)options.PieceShare);
        var reader = new TextTerms();
        TermVector[] vectors = [.. texts.Select(t => terms.Of(t.Text, reader))];
        return new(terms, LinearSvm.Train(vectors, Numbers(texts, topics), terms.Terms, topics.Length, options.Cost, options.Rounds, ct), topics, temperature);
    }

    private static int[] Numbers(IReadOnlyList<LabelledText> texts, string[] topics)
    {
        var numbers = topics.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);
        return [.. texts.Select(t => numbers[t.Topic])];
    }

    /// <summary>The temperature with the smallest log loss, by golden section over its log; between 1/100 and 100.</summary>
    private static double Temperature(float[][] margins, int[] labels)
    {
        var (low, high) = (Math.Log(0.01), Math.Log(100));
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var round = 0; round < 40; round++)
        {
            var (left, right) = (high - golden * (high - low), low + golden * (high - low));
            if (Loss(margins, labels, Math.Exp(left)) < Loss(margins, labels, Math.Exp(right))) high = right;
            else low = left;
        }

        return Math.Exp((low + high) / 2);
    }

    private static double Loss(float[][] margins, int[] labels, double temperature)
    {
        var loss = 0.0;
        var scaled = new double[margins[0].Length];
        for (var i = 0; i < labels.Length; i++)
        {
            for (var c = 0; c < scaled.Length; c++) scaled[c] = margins[i][c] / temperature;
            var top = TensorPrimitives.Max<double>(scaled);
            TensorPrimitives.Subtract<double>(scaled, top, scaled);
            var own = scaled[labels[i]];
            TensorPrimitives.Exp<double>(scaled, scaled);
            loss += Math.Log(TensorPrimitives.Sum<double>(scaled)) - own;
        }

        return loss;
    }
}
