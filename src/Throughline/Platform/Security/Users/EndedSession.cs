using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Security.Users;

/// <summary>A session that was signed out: a copy of its cookie opens nothing, as long as it could be valid.</summary>
public sealed class EndedSession
{
    public required string Id { get; init; }
    public required DateTimeOffset Until { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<EndedSession>
    {
        public void Configure(EntityTypeBuilder<EndedSession> builder) => builder.ToTable("security_ended_sessions");
    }
}
