using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Journeys.Questions;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Saved;

public readonly record struct QuestionId(Guid Value) : IId<QuestionId>
{
    public static QuestionId New() => new(Guid.CreateVersion7());

    public static QuestionId From(Guid value) => new(value);
}

/// <summary>A question that somebody found worth keeping, under a name. What is kept is the address, so its answer is always of today.</summary>
public sealed class SavedQuestion
{
    public const int LongestName = 100, LongestDescription = 1_000, LongestQuery = 8_000;

    public required QuestionId Id { get; init; }

    /// <summary>A <see cref="QuestionKind"/>'s key.</summary>
    public required string Kind { get; init; }

    public required string Query { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>The colleague who answers for it; null when a program made it.</summary>
    public Guid? OwnerId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    public Question Asked => QuestionReader.Read(QuestionKind.OfOrFirst(Kind), Query) with { SavedAs = Id.Value };

    /// <summary>The explorer with this question.</summary>
    public string Link => Asked.Link;

    private sealed class Mapping : IEntityTypeConfiguration<SavedQuestion>
    {
        public void Configure(EntityTypeBuilder<SavedQuestion> builder)
        {
            builder.ToTable("journeys_questions");
            builder.Property(q => q.Id).ValueGeneratedNever();
            builder.Property(q => q.Version).IsConcurrencyToken();
            builder.HasIndex(q => q.Name);
            builder.Ignore(q => q.Asked);
            builder.Ignore(q => q.Link);
        }
    }
}
