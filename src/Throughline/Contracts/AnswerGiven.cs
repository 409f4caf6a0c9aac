namespace Throughline.Contracts;

/// <summary>A customer has answered a question of a survey.</summary>
/// <param name="Answer">The answer's number in Feedback.</param>
/// <param name="Asked">The question, as it was asked.</param>
/// <param name="Score">On the question's own scale, which ends at <paramref name="Highest"/>.</param>
/// <param name="IsUnhappy">The score is on the bad side of its scale, by the definition in <c>docs/metrics.md</c>.</param>
[FactName("feedback.answer-given")]
public sealed record AnswerGiven(
    Guid Answer, string Survey, string Question, string Asked, string Kind, double Score, int Highest, bool IsUnhappy, string Channel, Identity Customer,
    DateTimeOffset At) : ICustomerFact
{
    public Interaction ToInteraction(string messageId, long receivedAt) =>
        this.Told("Survey Answered", Channel, "feedback", At, messageId, receivedAt,
            new { survey = Survey, question = Question, text = Asked, kind = Kind, score = Score, highest = Highest, answer = Answer });
}
