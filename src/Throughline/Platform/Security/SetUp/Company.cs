using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.SetUp;

/// <summary>The company that runs this installation. There is at most one; it exists once set-up is finished.</summary>
public sealed class Company
{
    /// <summary>The only id, so that the primary key refuses a second company.</summary>
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public required string Name { get; set; }

    /// <summary>IANA name; days, weeks and business hours of the company are in it.</summary>
    public required string TimeZone { get; set; }

    public required DateTimeOffset SetUpAt { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Company>
    {
        public void Configure(EntityTypeBuilder<Company> builder)
        {
            builder.ToTable("security_companies");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.Name).HasMaxLength(200);
            builder.Property(c => c.TimeZone).HasMaxLength(100);
        }
    }
}

public static class SetUpSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Company> Companies => db.Set<Company>();

        public DbSet<SetUpLink> SetUpLinks => db.Set<SetUpLink>();
    }
}
