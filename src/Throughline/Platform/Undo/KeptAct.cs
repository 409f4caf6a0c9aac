using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>Something that somebody did, with the rows it changed as they were before, for as long as it can be undone.</summary>
public sealed class KeptAct
{
    /// <summary>How long an act can be undone.</summary>
    public static readonly TimeSpan For = TimeSpan.FromMinutes(30);

    public required Guid Id { get; init; }

    /// <summary>As it is on record: <c>segment.deleted</c>.</summary>
    public required string Act { get; init; }

    /// <summary>As it is on record: <c>segment:gold</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What whoever undoes it must be allowed to do.</summary>
    public required string Permission { get; init; }

    /// <summary>What was done, in English, with a hole for the name.</summary>
    public required string Said { get; init; }

    public required string Name { get; init; }

    /// <summary>The page of what is back once it is undone.</summary>
    public string? Link { get; init; }

    public Guid? UserId { get; init; }
    public required string By { get; init; }

    /// <summary>The rows as JSON.</summary>
    public string Content { get; set; } = "[]";

    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }

    public IReadOnlyList<KeptRow> Rows => JsonSerializer.Deserialize<List<KeptRow>>(Content) ?? [];

    /// <summary>Whoever did it may undo it, and so may an owner.</summary>
    public bool IsOf(Actor who) => who.IsOwner || (who.User == UserId && who.Name == By);

    private sealed class Mapping : IEntityTypeConfiguration<KeptAct>
    {
        public void Configure(EntityTypeBuilder<KeptAct> builder)
        {
            builder.ToTable("undo_kept");
            builder.Ignore(a => a.Rows);
        }
    }
}

public static class KeptActSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<KeptAct> KeptActs => db.Set<KeptAct>();
    }
}
