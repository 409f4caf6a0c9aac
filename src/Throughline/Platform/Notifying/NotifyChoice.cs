using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Platform.Notifying;

/// <summary>What one colleague wants to be told by mail, and when. Who has none gets no mail.</summary>
public sealed class NotifyChoice
{
    public const int UsualTime = 7 * 60, Workdays = 0b0111110;

    // Of a server that was off at that time, it still comes the same morning, and not in the evening.
    private static readonly TimeSpan Late = TimeSpan.FromHours(6);

    public required Guid UserId { get; init; }
    public bool IsDaily { get; set; }

    /// <summary>Minutes of the day, on the clocks of where they are.</summary>
    public int AtMinutes { get; set; } = UsualTime;

    /// <summary>A bit a day, Sunday the lowest.</summary>
    public int Weekdays { get; set; } = Workdays;

    /// <summary>The kinds they do not want, apart by blanks; what is added later they get.</summary>
    public string Without { get; set; } = "";

    /// <summary>An alert that asks for it is mailed at once.</summary>
    public bool AlertsByMail { get; set; } = true;

    /// <summary>In which they chose; null: the server's.</summary>
    public string? Language { get; set; }

    /// <summary>The last of their days that was seen to, whether or not there was anything to say.</summary>
    public DateOnly? LastDay { get; set; }

    public bool Wants(string kind) => !Without.Split(' ').Contains(kind);

    public bool IsOn(DayOfWeek day) => (Weekdays & (1 << (int)day)) != 0;

    /// <summary>The day whose mail is due; null when none is.</summary>
    public DateOnly? DueOn(DateTimeOffset now, LocalCalendar place)
    {
        var day = place.DayOf(now);
        if (!IsDaily || LastDay >= day || !IsOn(day.DayOfWeek)) return null;
        var due = place.Meant(day.ToDateTime(TimeOnly.MinValue).AddMinutes(AtMinutes));
        return due <= now && now < due + Late ? day : null;
    }

    private sealed class Mapping : IEntityTypeConfiguration<NotifyChoice>
    {
        public void Configure(EntityTypeBuilder<NotifyChoice> builder)
        {
            builder.ToTable("platform_notify_choices");
            builder.HasKey(c => c.UserId);
            builder.Property(c => c.UserId).ValueGeneratedNever();
        }
    }
}

public static class NotifySets
{
    extension(ThroughlineDb db)
    {
        public DbSet<NotifyChoice> NotifyChoices => db.Set<NotifyChoice>();

        /// <summary>A colleague's own, or what holds for who has chosen nothing.</summary>
        public async Task<NotifyChoice> ChoiceOf(Guid user, CancellationToken ct) =>
            await db.Set<NotifyChoice>().FirstOrDefaultAsync(c => c.UserId == user, ct) ?? new NotifyChoice { UserId = user };
    }
}
