using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels;

/// <summary>How a message stands.</summary>
public enum MessageState { Waiting, Sent, Failed }

/// <summary>A message on its way out. What it says is forgotten once it is sent or given up; that it was, a month later.</summary>
public sealed class MessageRow
{
    public required Guid Id { get; init; }

    /// <summary>The caller's.</summary>
    public required string Key { get; init; }

    public required string Channel { get; init; }
    public required MessageLane Lane { get; init; }
    public required string Recipient { get; init; }
    public string? RecipientName { get; init; }
    public required string Subject { get; init; }
    public string? Text { get; set; }
    public string? Html { get; set; }
    public string? Unsubscribe { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Attempts { get; set; }
    public MessageState State { get; set; }

    /// <summary>What the other side said last, as it said it; or why it was given up.</summary>
    public string? LastError { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>How long it is tried.</summary>
    public TimeSpan Patience => Lane == MessageLane.Bulk ? TimeSpan.FromDays(3) : TimeSpan.FromDays(1);

    internal void End(MessageState state, string? why, DateTimeOffset now) =>
        (State, LastError, DoneAt, Text, Html) = (state, why, now, null, null);

    private sealed class Mapping : IEntityTypeConfiguration<MessageRow>
    {
        public void Configure(EntityTypeBuilder<MessageRow> builder)
        {
            builder.ToTable("platform_messages");
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => m.Key).IsUnique();
            builder.HasIndex(m => new { m.State, m.CreatedAt });
            builder.HasIndex(m => m.DoneAt);
            builder.HasIndex(m => m.Recipient);
            builder.Ignore(m => m.Patience);
        }
    }
}

public static class MessageSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<MessageRow> Messages => db.Set<MessageRow>();
    }
}
