using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Time;

namespace Throughline.Platform.OurCompany;

/// <summary>When somebody works: hours of each weekday, holidays, days with hours of their own.</summary>
public sealed class WorkCalendar
{
    /// <summary>The calendar of every department without one. It is always there.</summary>
    public const string Usual = "default";

    public const int LongestName = 100;

    public required string Key { get; init; }
    public required string Name { get; set; }

    /// <summary>IANA name; null: the company's.</summary>
    public string? TimeZone { get; set; }

    public required CalendarDays Days { get; set; }

    public AtClosing AtClosing { get; set; }

    public int Version { get; set; } = 1;

    /// <summary>Ready to reckon with.</summary>
    /// <param name="companyZone">Its zone where it says none.</param>
    public BusinessCalendar ToBusiness(string companyZone) => Days.ToBusiness(LocalCalendar.Of(TimeZone ?? companyZone), AtClosing);

    private sealed class Mapping : IEntityTypeConfiguration<WorkCalendar>
    {
        public void Configure(EntityTypeBuilder<WorkCalendar> builder)
        {
            builder.ToTable("platform_calendars");
            builder.HasKey(c => c.Key);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.Property(c => c.Days).HasConversion(
                days => JsonSerializer.Serialize(days, JsonSerializerOptions.Web),
                text => JsonSerializer.Deserialize<CalendarDays>(text, JsonSerializerOptions.Web)!,
                new ValueComparer<CalendarDays>((a, b) => ReferenceEquals(a, b), days => days.Week.Count, days => days));
        }
    }
}
