using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Views;

public readonly record struct ViewId(Guid Value) : IId<ViewId>
{
    public static ViewId New() => new(Guid.CreateVersion7());

    public static ViewId From(Guid value) => new(value);
}

/// <summary>A way to look at a list that a colleague saved under a name: its filters, sort, columns and density.</summary>
public sealed class SavedView
{
    public const int LongestName = 60, LongestQuery = 2_000, MostEach = 30;

    public required ViewId Id { get; init; }

    /// <summary>The key of the list.</summary>
    public required string List { get; init; }

    public required string Name { get; set; }

    /// <summary>As in the address of the list, without a question mark.</summary>
    public required string Query { get; set; }

    public required Guid OwnerId { get; init; }

    /// <summary>All colleagues who see the list see the view too.</summary>
    public bool IsShared { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The name of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen.</summary>
    public required int Version { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("platform_views");
            builder.Property(v => v.Id).ValueGeneratedNever();
            builder.Property(v => v.Version).IsConcurrencyToken();
            builder.HasIndex(v => new { v.List, v.OwnerId });
            builder.HasIndex(v => new { v.List, v.IsShared });
        }
    }
}

public static class SavedViewSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();
    }
}
