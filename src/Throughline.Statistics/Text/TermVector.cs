namespace Throughline.Statistics.Text;

/// <summary>A sparse vector: term numbers rising, with their weights.</summary>
internal readonly record struct TermVector(int[] Terms, float[] Weights)
{
    public static TermVector Empty { get; } = new([], []);

    public float Dot(TermVector other)
    {
        var (i, j, sum) = (0, 0, 0f);
        while (i < Terms.Length && j < other.Terms.Length)
        {
            if (Terms[i] == other.Terms[j]) sum += Weights[i++] * other.Weights[j++];
            else if (Terms[i] < other.Terms[j]) i++;
            else j++;
        }

        return sum;
    }
}
