using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.Security.Links;

/// <summary>A link that was used or revoked, as long as it could be valid. Its id is the key, so that of two who use it at once one does.</summary>
public sealed class EndedLink
{
    public required Guid Id { get; init; }
    public required DateTimeOffset Until { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<EndedLink>
    {
        public void Configure(EntityTypeBuilder<EndedLink> builder) => builder.ToTable("security_ended_links");
    }
}
