using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Outbox;
using Throughline.Platform.Storage;

namespace Throughline.Service.Conversations;

/// <summary>Opens a conversation with whoever gave an unhappy answer, so that somebody comes back to them.</summary>
public sealed class WhenAnswerIsUnhappy(ThroughlineDb db, TimeProvider clock) : IWhen<AnswerGiven>
{
    public async Task Handle(AnswerGiven fact, CancellationToken ct)
    {
        if (!fact.IsUnhappy) return;
        var conversations = db.Conversations;
        var conversation = new Conversation
        {
            Id = ConversationId.New(),
            // Nobody else writes while a handler's transaction is open, so that no number is given twice.
            Number = 1 + (await conversations.MaxAsync(c => (int?)c.Number, ct) ?? 0),
            Customer = fact.Customer,
            Channel = fact.Channel,
            Subject = SubjectOf(fact),
            Status = ConversationStatus.Open,
            ExternalId = $"answer:{fact.Answer}",
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(conversation);
        db.Publish(new ConversationOpened(
            conversation.Id.Value, conversation.Number, conversation.Subject, conversation.Channel, conversation.Customer, conversation.CreatedAt));
    }

    private static string SubjectOf(AnswerGiven fact)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{fact.Score} of {fact.Highest}: {fact.Asked}");
        return subject.Length <= Conversation.LongestSubject ? subject : subject[..(Conversation.LongestSubject - 1)] + "…";
    }
}
