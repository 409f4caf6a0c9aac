namespace Throughline.Statistics.Text;

/// <summary>
/// Whether a text sounds pleased or displeased: a lexicon and rules, so that every answer can be explained. The rules follow VADER (Hutto and Gilbert
/// 2014, section 3.2: negation, intensity, capitals, "but", exclamation marks) with the words of AFINN-165. English.
/// </summary>
/// <param name="Score">In [−1, 1]: s ÷ √(s² + 15) of the summed tones; 0 for a text without toned words.</param>
/// <param name="Positive">The sum of positive tones, from 0.</param>
/// <param name="Negative">The sum of negative tones, down from 0.</param>
/// <param name="Toned">How many words, phrases, emoji and emoticons carried a tone.</param>
public sealed record Tone(double Score, double Positive, double Negative, int Toned)
{
    /// <summary>Steeper sums saturate more slowly with a larger value; VADER's own.</summary>
    private const double Saturation = 15;

    private const double PerExclamation = 0.292;
    private const int MostExclamations = 4;

    /// <summary>Pleased, displeased or neither, at the thresholds ±0.05 of the paper.</summary>
    public ToneVerdict Verdict => Score >= 0.05 ? ToneVerdict.Pleased : Score <= -0.05 ? ToneVerdict.Displeased : ToneVerdict.Neutral;

    /// <summary>Any text, empty included. O(length).</summary>
    public static Tone Of(string text)
    {
        var tones = ToneRules.Tones(text, out var exclamations);
        var sum = tones.Sum();
        if (sum != 0) sum += Math.Sign(sum) * PerExclamation * Math.Min(exclamations, MostExclamations);
        return new(sum / Math.Sqrt(sum * sum + Saturation), tones.Where(t => t > 0).Sum(), tones.Where(t => t < 0).Sum(), tones.Count);
    }
}

/// <summary>What a tone comes to.</summary>
public enum ToneVerdict
{
    Displeased,
    Neutral,
    Pleased,
}
