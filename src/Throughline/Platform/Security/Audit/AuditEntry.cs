using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Audit;

/// <summary>One line of the record of who did what. Each carries the hash of the one before, so that none can be altered or taken out unseen.</summary>
public sealed class AuditEntry
{
    public long Id { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>The colleague; <c>null</c> for the command line, keys, and whoever was not let in.</summary>
    public Guid? UserId { get; init; }

    /// <summary>As a person reads it: "Ann Lee", "command line", "key Web shop".</summary>
    public required string By { get; init; }

    /// <summary>What was done, in the past: <c>customer.merged</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, by number and never by name: <c>customer:12</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON.</summary>
    public string? Details { get; init; }

    public byte[] PreviousHash { get; private set; } = [];
    public byte[] Hash { get; private set; } = [];

    /// <inheritdoc cref="AuditExtensions.Audit"/>
    public static AuditEntry Of(Actor by, string action, string subject, object? details = null) => new()
    {
        UserId = by.User,
        By = by.Name,
        Action = action,
        Subject = subject,
        Details = details is null ? null : JsonSerializer.Serialize(details, JsonSerializerOptions.Web),
    };

    internal void Seal(long id, DateTimeOffset at, byte[] previousHash) => (At, PreviousHash, Hash) = (at, previousHash, HashFor(id, at, previousHash));

    internal bool IsAsSealed => HashFor(Id, At, PreviousHash).AsSpan().SequenceEqual(Hash);

    // Each part is written with its length, so that no two different entries write the same bytes.
    private byte[] HashFor(long id, DateTimeOffset at, byte[] previousHash)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(previousHash.Length);
            writer.Write(previousHash);
            writer.Write(id);
            writer.Write(at.ToMicroseconds());
            writer.Write(UserId?.ToString() ?? "");
            writer.Write(By);
            writer.Write(Action);
            writer.Write(Subject);
            writer.Write(Details is not null);
            writer.Write(Details ?? "");
        }
        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private sealed class Mapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("security_audit");
            builder.HasIndex(e => e.At);
            builder.HasIndex(e => e.Action);
            builder.HasIndex(e => e.By);
            builder.HasIndex(e => e.UserId);
        }
    }
}

public static class AuditSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
