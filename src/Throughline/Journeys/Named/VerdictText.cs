using Microsoft.Extensions.Localization;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Named;

/// <summary>A verdict on a target, in colour and in words.</summary>
internal static class VerdictText
{
    public static Tone Tone(this Verdict verdict) => verdict switch
    {
        Verdict.Reached => Platform.Ui.Tone.Helped,
        Verdict.Missed => Platform.Ui.Tone.Hurt,
        Verdict.NoTarget or Verdict.Undecided => Platform.Ui.Tone.Plain,
    };

    public static string Said(this Verdict verdict, IStringLocalizer<Words> words) => verdict switch
    {
        Verdict.Reached => words["reached"],
        Verdict.Missed => words["missed"],
        Verdict.Undecided => words["undecided: the interval contains the target"],
        Verdict.NoTarget => words["no target"],
    };
}
