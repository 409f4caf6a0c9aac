using System.Numerics.Tensors;

namespace Throughline.Statistics.Recommending;

/// <summary>A weighted sum of methods, each divided by its own largest score for this customer first, so that their scales do not matter.</summary>
public sealed class Blend : IRecommender
{
    private readonly (IRecommender Method, double Weight)[] _parts;

    /// <exception cref="ArgumentException">No part, parts of different catalogues, or a weight that is negative or not finite.</exception>
    public Blend(params (IRecommender Method, double Weight)[] parts)
    {
        if (parts.Length == 0) throw new ArgumentException("A blend has at least one part.", nameof(parts));
        if (parts.Any(p => p.Method.Items != parts[0].Method.Items)) throw new ArgumentException("All parts of a blend score the same items.", nameof(parts));
        if (parts.Any(p => !(p.Weight >= 0 && double.IsFinite(p.Weight)))) throw new ArgumentException("Weights are finite and from 0.", nameof(parts));
        _parts = parts;
    }

    public int Items => _parts[0].Method.Items;

    public void Score(History history, Span<float> scores)
    {
        scores[..Items].Clear();
        var buffer = System.Buffers.ArrayPool<float>.Shared.Rent(Items);
        var part = buffer.AsSpan(0, Items);
        foreach (var (method, weight) in _parts)
        {
            method.Score(history, part);
            var largest = TensorPrimitives.Max((ReadOnlySpan<float>)part);
            if (largest > 0) TensorPrimitives.MultiplyAdd(part, (float)weight / largest, scores[..Items], scores[..Items]);
        }

        System.Buffers.ArrayPool<float>.Shared.Return(buffer);
    }
}
