namespace Throughline.Feedback.Surveys;

/// <summary>The whole numbers that can be answered, and which end of them is good.</summary>
/// <param name="Direction"><c>highIsGood</c> or <c>lowIsGood</c>.</param>
public sealed record Scale(int Min, int Max, string Direction = Scale.HighIsGood)
{
    public const string HighIsGood = "highIsGood", LowIsGood = "lowIsGood";
    public const int Widest = 100;

    public bool IsSound => Min >= 0 && Min < Max && Max <= Widest && Direction is HighIsGood or LowIsGood;

    public bool Accepts(double score) => score >= Min && score <= Max && double.IsInteger(score);

    /// <summary>0 at the bad end, 1 at the good end.</summary>
    public double Goodness(double score)
    {
        var share = (score - Min) / (Max - Min);
        return Direction == LowIsGood ? 1 - share : share;
    }

    /// <summary>NPS is asked from 0 to 10, agreement for CES from 1 to 7, all else from 1 to 5.</summary>
    public static Scale UsualOf(string kind) => kind switch
    {
        "nps" => new Scale(0, 10),
        "ces" => new Scale(1, 7),
        _ => new Scale(1, 5),
    };
}
