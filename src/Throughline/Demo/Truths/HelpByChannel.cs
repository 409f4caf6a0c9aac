using Throughline.Demo.Company;

namespace Throughline.Demo.Truths;

/// <summary>Planted: the same questions are answered well on chat and badly on the phone.</summary>
/// <param name="MedianWait">Seconds until a person answers.</param>
/// <param name="ResolvedShare">Of those whom a person answered.</param>
/// <param name="RightShare">Of answers that are the one the company means to give.</param>
internal sealed record HelpByChannel(double MedianWait, double MedianPatience, double ResolvedShare, double RightShare, double MedianTalk)
{
    public static HelpByChannel Chat { get; } = new(MedianWait: 38, MedianPatience: 400, ResolvedShare: 0.9, RightShare: 0.95, MedianTalk: 380);
    public static HelpByChannel Phone { get; } = new(MedianWait: 350, MedianPatience: 800, ResolvedShare: 0.55, RightShare: 0.46, MedianTalk: 420);
    public static HelpByChannel Mail { get; } = new(MedianWait: 5 * 3600, MedianPatience: 3600 * 24 * 30, ResolvedShare: 0.8, RightShare: 0.85, MedianTalk: 60);

    public string AnswerTo(Topic topic, Chance chance) => chance.Is(RightShare) ? topic.Answer : chance.Pick(topic.Others);
}
