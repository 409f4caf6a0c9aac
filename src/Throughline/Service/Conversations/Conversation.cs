using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Service.Conversations;

public readonly record struct ConversationId(Guid Value) : IId<ConversationId>
{
    public static ConversationId New() => new(Guid.CreateVersion7());

    public static ConversationId From(Guid value) => new(value);
}

public enum ConversationStatus { Open, Resolved }

/// <summary>One matter of one customer with us, kept by the identity it began with.</summary>
public sealed class Conversation
{
    public const int LongestSubject = 200;

    public required ConversationId Id { get; init; }

    /// <summary>For people to say: counted from 1.</summary>
    public required int Number { get; init; }

    public required Identity Customer { get; init; }
    public required string Channel { get; init; }
    public required string Subject { get; init; }
    public required ConversationStatus Status { get; set; }

    /// <summary>What it is called by whoever had it opened: asked for again, it is the same conversation.</summary>
    public required string ExternalId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> builder)
        {
            builder.ToTable("service_conversations");
            builder.HasIndex(c => c.Number).IsUnique();
            builder.HasIndex(c => c.ExternalId).IsUnique();
            builder.HasIndex(c => c.Customer);
        }
    }
}
