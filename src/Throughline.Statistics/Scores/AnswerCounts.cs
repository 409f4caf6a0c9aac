using Throughline.Statistics.Numerics;

namespace Throughline.Statistics.Scores;

/// <summary>How often each answer of a whole-number scale was given. One pass, 10 million answers in some milliseconds.</summary>
public sealed class AnswerCounts
{
    private readonly long[] counts = new long[256];

    private AnswerCounts(long n) => N = n;

    public long N { get; }

    public long this[byte answer] => counts[answer];

    public static AnswerCounts Of(ReadOnlySpan<byte> answers)
    {
        var result = new AnswerCounts(answers.Length);
        const int part = 1 << 28;
        for (var start = 0; start < answers.Length; start += part)
            result.Add(answers.Slice(start, Math.Min(part, answers.Length - start)));
        return result;
    }

    /// <summary>Answers from <paramref name="lowest"/> to <paramref name="highest"/>, both included.</summary>
    public long Between(byte lowest, byte highest)
    {
        long sum = 0;
        for (int answer = lowest; answer <= highest; answer++) sum += counts[answer];
        return sum;
    }

    internal void MustEndAt(byte highest)
    {
        if (Between(0, highest) != N) throw new StatisticsException("offTheScale", $"Every answer must be at most {highest}.");
    }

    // Four tables, so that equal neighbours do not wait for each other's store.
    private void Add(ReadOnlySpan<byte> answers)
    {
        var tables = new int[4 * 256];
        var at = 0;
        for (; at + 4 <= answers.Length; at += 4)
        {
            tables[answers[at]]++;
            tables[256 + answers[at + 1]]++;
            tables[512 + answers[at + 2]]++;
            tables[768 + answers[at + 3]]++;
        }

        for (; at < answers.Length; at++) tables[answers[at]]++;
        for (var answer = 0; answer < 256; answer++)
            counts[answer] += (long)tables[answer] + tables[256 + answer] + tables[512 + answer] + tables[768 + answer];
    }
}
