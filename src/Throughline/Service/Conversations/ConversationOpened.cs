using Throughline.Contracts;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Service.Conversations;

/// <summary>A conversation with a customer has begun.</summary>
[FactName("service.conversation-opened")]
public sealed record ConversationOpened(Guid Conversation, int Number, string Topic, string Channel, Identity Customer, DateTimeOffset At) : ICustomerFact
{
    public Interaction ToInteraction(string messageId, long receivedAt) =>
        this.Told("Conversation Opened", Channel, "service", At, messageId, receivedAt,
            new { conversation = Conversation, number = Number, subject = Topic });
}

/// <summary>How conversations read on a timeline.</summary>
public sealed class ConversationStories : IKnowStories
{
    public IEnumerable<(string Event, StoryPattern Story)> Stories =>
        [("Conversation Opened", new("We opened a conversation", "We opened a conversation", Aside: Aside.Said, Icon: "message-circle"))];
}
