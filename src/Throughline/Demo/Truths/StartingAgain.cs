namespace Throughline.Demo.Truths;

/// <summary>Planted: whoever moves from the web or chat to the phone is not recognised there and must tell it all again.</summary>
internal static class StartingAgain
{
    /// <summary>Share of calls in which the customer is recognised.</summary>
    public static bool IsRecognised(bool comesFromAnotherChannel, Chance chance) => chance.Is(comesFromAnotherChannel ? 0.1 : 0.82);

    public static double ResolvedShare(bool again) => again ? 0.4 : HelpByChannel.Phone.ResolvedShare;

    public static double MedianTalk(bool again) => again ? 860 : HelpByChannel.Phone.MedianTalk;

    /// <summary>Share of those who leave the company for it.</summary>
    public static double LeavingShare(bool again) => again ? 0.13 : 0.015;
}
