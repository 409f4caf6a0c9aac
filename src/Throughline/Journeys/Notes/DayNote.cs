using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Notes;

public readonly record struct NoteId(Guid Value) : IId<NoteId>
{
    public static NoteId New() => new(Guid.CreateVersion7());

    public static NoteId From(Guid value) => new(value);
}

/// <summary>What happened on a day that explains what the charts show. It belongs to the company: whoever may write notes may change it.</summary>
public sealed class DayNote
{
    public const int LongestText = 200;

    public required NoteId Id { get; init; }
    public required DateOnly Day { get; set; }
    public required string Text { get; set; }

    /// <summary>The key of the touchpoint it is about; null for the whole company.</summary>
    public string? Touchpoint { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<DayNote>
    {
        public void Configure(EntityTypeBuilder<DayNote> builder)
        {
            builder.ToTable("journeys_notes");
            builder.Property(n => n.Id).ValueGeneratedNever();
            builder.Property(n => n.Version).IsConcurrencyToken();
            builder.HasIndex(n => n.Day);
        }
    }
}
