using Throughline.Contracts;

namespace Throughline.Journeys.Saved;

/// <summary>What shows saved questions, such as boards. It is asked before one is deleted.</summary>
public interface IShowQuestions : IPart
{
    /// <summary>Where the question stands, by name.</summary>
    Task<IReadOnlyList<(string Name, string Link)>> ThatShow(QuestionId question, CancellationToken ct);
}
