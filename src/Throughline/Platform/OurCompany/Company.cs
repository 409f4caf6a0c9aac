using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Platform.OurCompany;

/// <summary>The company that runs this installation. There is at most one; it exists once set-up is finished.</summary>
public sealed class Company
{
    /// <summary>The only id, so that the primary key refuses a second company.</summary>
    public const int OnlyId = 1;

    public const int LongestName = 200;

    public int Id { get; init; } = OnlyId;
    public required string Name { get; set; }

    /// <summary>IANA name; days and business hours of the company are in it, and new colleagues and imports begin with it.</summary>
    public required string TimeZone { get; set; }

    public required DateTimeOffset SetUpAt { get; init; }

    /// <summary>Of pages for customers, as <c>#rrggbb</c>; null: the one that Throughline came with.</summary>
    public string? Accent { get; set; }

    /// <summary>ISO 4217, such as <c>EUR</c>, of amounts that name none; null: they are shown bare.</summary>
    public string? Currency { get; set; }

    /// <summary>Of calendars and pickers. Weeks that are counted begin on Monday (ISO 8601) everywhere.</summary>
    public DayOfWeek FirstDayOfWeek { get; set; } = DayOfWeek.Monday;

    /// <summary>Of texts for customers who asked for none that there is, such as <c>en</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>ISO 3166, such as <c>IE</c>; null: what the server's settings say.</summary>
    public string? Country { get; set; }

    /// <summary>Rises with every change by a colleague.</summary>
    public int Version { get; set; } = 1;

    private sealed class Mapping : IEntityTypeConfiguration<Company>
    {
        public void Configure(EntityTypeBuilder<Company> builder)
        {
            builder.ToTable("security_companies");
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.Property(c => c.Name).HasMaxLength(LongestName);
            builder.Property(c => c.TimeZone).HasMaxLength(100);
            builder.Property(c => c.Version).IsConcurrencyToken();
        }
    }
}
