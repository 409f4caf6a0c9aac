using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Jobs;

/// <summary>Work that is due at a time, once or again and again, and is done even if the process stops before.</summary>
public sealed class JobRow
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string Payload { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public int? EverySeconds { get; init; }
    public int Attempts { get; set; }

    /// <summary>Somebody is at it until then, and renews this while at it; later, they have died and another may take over.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Which run.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>It does not run until somebody resumes it.</summary>
    public bool IsStopped { get; set; }

    public long? Done { get; set; }
    public long? Total { get; set; }
    public string? Words { get; set; }

    /// <summary>What the job itself keeps, to go on from.</summary>
    public string? State { get; set; }

    public string? LastError { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<JobRow>
    {
        public void Configure(EntityTypeBuilder<JobRow> builder)
        {
            builder.ToTable("platform_jobs");
            builder.HasIndex(j => j.DueAt);
        }
    }
}

public static class JobSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<JobRow> Jobs => db.Set<JobRow>();

        /// <summary>Puts work on the list, to be saved with everything else. The same id twice is the same work.</summary>
        public async Task Schedule(string id, string kind, string payload, DateTimeOffset dueAt, int? everySeconds, CancellationToken ct)
        {
            if (await db.Set<JobRow>().FindAsync([id], ct) is null)
                db.Add(new JobRow { Id = id, Kind = kind, Payload = payload, DueAt = dueAt, EverySeconds = everySeconds });
        }
    }
}
