namespace Throughline.Customers.Joining;

/// <summary>Why two customers may be one, and what was decided about them, in a sentence.</summary>
public static class WhyWords
{
    [return: Said]
    public static string Of(string why) => why switch
    {
        "identify" => "Somebody who said who they are named both",
        "alias" => "An alias call named both",
        "seen together" => "One interaction carried the ids of both",
        _ => why,
    };

    [return: Said]
    public static string OfDecision(ListDecisions.Line line) => line.Kind switch
    {
        "join" => "Joined by hand",
        "split" => "Split by hand",
        "keep-apart" => "Kept apart",
        _ => "Took back a decision",
    };
}
