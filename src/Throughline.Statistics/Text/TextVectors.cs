namespace Throughline.Statistics.Text;

/// <summary>Texts as TF-IDF vectors of length 1, for finding groups among them.</summary>
internal static class TextVectors
{
    public static (TermVector[] Vectors, int Terms) Of(IReadOnlyList<string> texts, int mostTerms = 100_000)
    {
        var weights = TermWeights.Fit(texts, mostTerms, 0.5f);
        var reader = new TextTerms();
        var vectors = new TermVector[texts.Count];
        for (var i = 0; i < vectors.Length; i++)
        {
            var vector = weights.Of(texts[i], reader);
            var length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(vector.Weights));
            vectors[i] = length > 0 ? vector with { Weights = Array.ConvertAll(vector.Weights, w => w / length) } : TermVector.Empty;
        }

        return (vectors, weights.Terms);
    }
}
