using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Storing;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

public readonly record struct ImportId(Guid Value) : IId<ImportId>
{
    public static ImportId From(Guid value) => new(value);
}

/// <summary>Where a file stands on its way into the journal.</summary>
public enum ImportState { Uploaded, Waiting, Running, Tried, Finished, Stopped, Failed, Undoing, Undone }

/// <summary>A file that was handed over, how it is read, and what came of it.</summary>
public sealed class ImportedFile
{
    public required ImportId Id { get; init; }
    public required string FileName { get; init; }
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file as it came, in lower-case hex.</summary>
    public required string Digest { get; init; }

    public ImportState State { get; private set; }

    /// <summary>As JSON; null until it is started.</summary>
    public string? Plan { get; private set; }

    /// <summary>The last run only counted.</summary>
    public bool IsTrial { get; private set; }

    /// <summary>What the file was found to be: encoding, delimiter, times.</summary>
    public string? Found { get; set; }

    public long Read { get; private set; }
    public long Accepted { get; private set; }
    public long Repeated { get; private set; }
    public long SetAside { get; private set; }
    public long Interactions { get; private set; }

    /// <summary>As JSON.</summary>
    public string? Reasons { get; private set; }

    /// <summary>Of a trial: how many customers the file names, and how many of them are known already.</summary>
    public long Customers { get; private set; }

    public long KnownCustomers { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Who uploaded it; null is the command line.</summary>
    public string? ByUser { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Who started it, as the audit log says it.</summary>
    public string? StartedBy { get; private set; }

    public Guid? StartedById { get; private set; }

    /// <summary>Something of it may stand in the journal, and nobody writes more of it.</summary>
    public bool MayBeUndone => StartedAt is not null && State is ImportState.Finished or ImportState.Stopped or ImportState.Failed or ImportState.Tried;

    public bool IsUnderWay => State is ImportState.Waiting or ImportState.Running;

    /// <summary>The file is read, or is about to be, and may not be started again.</summary>
    public bool MayStart => State is not (ImportState.Waiting or ImportState.Running or ImportState.Finished or ImportState.Undoing or ImportState.Undone);

    public void Wait(ImportPlan plan, bool isTrial, Actor by)
    {
        (State, Plan, IsTrial, Error, StartedAt, FinishedAt) = (ImportState.Waiting, JsonSerializer.Serialize(plan), isTrial, null, null, null);
        (StartedBy, StartedById) = (by.Name, by.User);
    }

    /// <summary>Whoever started it, for the record.</summary>
    public Actor Starter => new(StartedById, IsOwner: false, StartedBy ?? ByUser ?? Actor.Operator.Name);

    public void BeginUndo() => State = ImportState.Undoing;

    public void EndUndo() => State = ImportState.Undone;

    public void Begin(DateTimeOffset now) => (State, StartedAt) = (ImportState.Running, now);

    public void End(ImportState state, ImportCounts counts, string? error, DateTimeOffset now)
    {
        (State, Error, FinishedAt) = (state, error, now);
        (Customers, KnownCustomers) = (counts.Customers, counts.KnownCustomers);
        (Read, Accepted, Repeated, SetAside, Interactions, Reasons) = (
            counts.Read, counts.Accepted, counts.Repeated, counts.SetAside, counts.Interactions, JsonSerializer.Serialize(counts.Reasons));
    }

    public ImportPlan ReadPlan() => Plan is null ? new ImportPlan() : JsonSerializer.Deserialize<ImportPlan>(Plan)!;

    public ImportCounts Counts() => new(Read, Accepted, Repeated, SetAside, Interactions, FinishedAt is null ? 0 : 1, Reasons is null
        ? []
        : JsonSerializer.Deserialize<List<AsideReason>>(Reasons)!) { Customers = Customers, KnownCustomers = KnownCustomers };

    private sealed class Mapping : IEntityTypeConfiguration<ImportedFile>
    {
        public void Configure(EntityTypeBuilder<ImportedFile> builder)
        {
            builder.ToTable("data_imports");
            builder.Property(i => i.State).HasConversion(state => ImportStates.NameOf(state), name => ImportStates.Parse(name));
            builder.HasIndex(i => i.UploadedAt);
        }
    }
}

/// <summary>The names of the states, as the API and the database write them.</summary>
public static class ImportStates
{
    public static string NameOf(ImportState state) => state.ToString().ToLowerInvariant();

    public static ImportState Parse(string name) => Enum.Parse<ImportState>(name, ignoreCase: true);
}

public static class ImportSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<ImportedFile> Imports => db.Set<ImportedFile>();
    }
}
