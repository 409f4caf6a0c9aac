using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.OurCompany;

/// <summary>The company's sign, as it was uploaded. There is at most one.</summary>
public sealed class CompanyLogo
{
    /// <summary>Where it is served; the hash goes behind, so that browsers may keep it.</summary>
    public const string Path = "/company/logo";

    public int Id { get; init; } = Company.OnlyId;

    /// <summary>As its bytes say: <c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c>, <c>image/svg+xml</c>.</summary>
    public required string Type { get; set; }

    public required byte[] Bytes { get; set; }

    /// <summary>The beginning of its SHA-256 in small hex.</summary>
    public required string Hash { get; set; }

    public static string UrlOf(string hash) => $"{Path}?v={hash}";

    private sealed class Mapping : IEntityTypeConfiguration<CompanyLogo>
    {
        public void Configure(EntityTypeBuilder<CompanyLogo> builder)
        {
            builder.ToTable("platform_company_logos");
            builder.Property(l => l.Id).ValueGeneratedNever();
        }
    }
}
