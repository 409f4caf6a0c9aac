using System.Numerics.Tensors;

namespace Throughline.Statistics.Text;

/// <summary>
/// One linear support vector machine a class, squared hinge, by dual coordinate ascent (Hsieh et al. 2008, "A dual coordinate descent method for
/// large-scale linear SVM", algorithm 1). All classes take the same step on the same text at once, so that one row of weights a term serves them all.
/// The result does not depend on the number of cores.
/// </summary>
internal static class LinearSvm
{
    private const int Lanes = 16;

    /// <summary>Weights by term, then class; the last row is the bias. A row is as long as <paramref name="classes"/>.</summary>
    public static float[][] Train(TermVector[] texts, int[] labels, int terms, int classes, double cost, int rounds, CancellationToken ct)
    {
        var width = (classes + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        width = (width + Lanes - 1) / Lanes * Lanes;
        var parts = Enumerable.Range(0, (classes + width - 1) / width)
            .Select(part => (From: part * width, Count: Math.Min(width, classes - part * width)))
            .ToArray();
        var weights = new float[terms + 1][];
        for (var term = 0; term <= terms; term++) weights[term] = new float[classes];
        Parallel.ForEach(parts, new ParallelOptions { CancellationToken = ct }, part => Train(texts, labels, part.From, part.Count, weights, cost, rounds, ct));
        return weights;
    }

    private static void Train(TermVector[] texts, int[] labels, int from, int count, float[][] weights, double cost, int rounds, CancellationToken ct)
    {
        var order = Enumerable.Range(0, texts.Length).ToArray();
        var random = new Random(12345);
        var alphas = new float[texts.Length][];
        for (var i = 0; i < texts.Length; i++) alphas[i] = new float[count];
        var soft = (float)(1 / (2 * cost));
        var norms = Array.ConvertAll(texts, t => 1 + TensorPrimitives.SumOfSquares<float>(t.Weights) + soft);
        var margins = new float[count];
        for (var round = 0; round < rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            random.Shuffle(order);
            var moved = 0f;
            foreach (var i in order)
            {
                Margins(texts[i], weights, from, margins);
                moved = Math.Max(moved, Step(margins, alphas[i], labels[i] - from, norms[i], soft));
                Apply(texts[i], weights, from, margins);
            }

            if (moved < 1e-3f) break;
        }
    }

    private static void Margins(TermVector text, float[][] weights, int from, Span<float> margins)
    {
        weights[^1].AsSpan(from, margins.Length).CopyTo(margins);
        for (var k = 0; k < text.Terms.Length; k++)
        {
            TensorPrimitives.MultiplyAdd(weights[text.Terms[k]].AsSpan(from, margins.Length), text.Weights[k], margins, margins);
        }
    }

    /// <summary>Moves each class's dual weight of this text; leaves in <paramref name="margins"/> by how much its weights move. The largest
    /// move is returned.</summary>
    private static float Step(Span<float> margins, float[] alphas, int own, float norm, float soft)
    {
        var largest = 0f;
        for (var c = 0; c < margins.Length; c++)
        {
            var sign = c == own ? 1f : -1f;
            var slope = sign * margins[c] - 1 + soft * alphas[c];
            var next = Math.Max(0, alphas[c] - slope / norm);
            var move = next - alphas[c];
            largest = Math.Max(largest, Math.Abs(move));
            alphas[c] = next;
            margins[c] = sign * move;
        }

        return largest;
    }

    private static void Apply(TermVector text, float[][] weights, int from, Span<float> moves)
    {
        var bias = weights[^1].AsSpan(from, moves.Length);
        TensorPrimitives.Add(bias, moves, bias);
        for (var k = 0; k < text.Terms.Length; k++)
        {
            var row = weights[text.Terms[k]].AsSpan(from, moves.Length);
            TensorPrimitives.MultiplyAdd(moves, text.Weights[k], row, row);
        }
    }
}
