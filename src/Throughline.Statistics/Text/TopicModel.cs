using System.Numerics.Tensors;

namespace Throughline.Statistics.Text;

/// <summary>
/// Tells topics of short texts apart: a linear support vector machine a topic over hashed TF-IDF of words and pieces, whose margins are turned
/// into confidences by a softmax with one temperature (Guo et al. 2017, section 4.2), fitted on texts that the machine had not seen. Safe for
/// use from many threads.
/// </summary>
public sealed class TopicModel
{
    private readonly TermWeights _terms;
    private readonly float[][] _weights;
    private readonly string[] _topics;
    private readonly double _temperature;

    internal TopicModel(TermWeights terms, float[][] weights, string[] topics, double temperature)
    {
        (_terms, _weights, _topics, _temperature) = (terms, weights, topics, temperature);
    }

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Topics => _topics;

    /// <summary>Trains on all texts, and on parts of them to find the temperature: O(texts · length · topics).</summary>
    /// <exception cref="CannotFitException">No text (<c>no_texts</c>) or fewer than two topics (<c>one_topic</c>).</exception>
    public static TopicModel Train(IReadOnlyList<LabelledText> texts, TopicOptions? options = null, CancellationToken ct = default) =>
        TopicTraining.Train(texts, options ?? new(), ct);

    /// <summary>The most likely topics, best first. A text without a known word still gets its answer, from how frequent the topics are.</summary>
    public TopicGuess[] Guess(string text, int most = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var confidences = new double[_topics.Length];
        Confidences(text, confidences);
        return [.. _topics.Zip(confidences, (topic, confidence) => new TopicGuess(topic, confidence)).OrderByDescending(g => g.Confidence).Take(most)];
    }

    internal float[] Margins(string text)
    {
        var vector = _terms.Of(text, new TextTerms());
        var margins = (float[])_weights[^1].Clone();
        for (var k = 0; k < vector.Terms.Length; k++) TensorPrimitives.MultiplyAdd(_weights[vector.Terms[k]], vector.Weights[k], margins, margins);
        return margins;
    }

    private void Confidences(string text, Span<double> confidences)
    {
        var margins = Margins(text);
        for (var i = 0; i < margins.Length; i++) confidences[i] = margins[i] / _temperature;
        TensorPrimitives.SoftMax<double>(confidences, confidences);
    }
}
