namespace Throughline.Customers.Joining;

/// <summary>Why two customers may be one, and what was decided about them, in a sentence.</summary>
public static class WhyWords
{
    [return: Said]
    public static string Of(string why) => why switch
    {
        "identify" => "One sign-in used both",
        "alias" => "Both used in one alias call",
        "seen together" => "One interaction carried both IDs",
        _ => why,
    };

    [return: Said]
    public static string OfDecision(ListDecisions.Line line) => line.Kind switch
    {
        "join" => "Merged by a colleague",
        "split" => "Split by hand",
        "keep-apart" => "Kept separate",
        _ => "Undid a decision",
    };
}
