using Throughline.Platform.Ui.Interactions;

namespace Throughline.Feedback.Answers;

/// <summary>How an answer reads on a timeline.</summary>
public sealed class AnswerStories : IKnowStories
{
    public IEnumerable<(string Event, StoryPattern Story)> Stories =>
        [("Survey Answered", new("Answered a survey", "Answered a survey", Aside: Aside.Score, Icon: "message-circle"))];
}
