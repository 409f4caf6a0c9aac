using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Throughline.Touchpoints;

/// <summary>A recommendation that was sent, or used by whoever got it. Kept by identity, so that joining customers moves nothing.</summary>
public sealed class Referral
{
    public required long Position { get; init; }

    /// <summary>Somebody came by it; else it was only sent.</summary>
    public required bool IsUsed { get; init; }

    /// <summary>Whose interaction it is: who sent it, or who came by it.</summary>
    public required int Identity { get; init; }

    /// <summary>Of a used one: who sent it, if the interaction names somebody we know.</summary>
    public int? Referrer { get; init; }

    /// <summary>Whom it names has not been met yet; that is filled in when they come.</summary>
    public bool IsAwaited { get; init; }

    public string? Code { get; init; }
    public required DateTimeOffset At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Referral>
    {
        public void Configure(EntityTypeBuilder<Referral> builder)
        {
            builder.ToTable("touchpoints_referrals");
            builder.HasKey(r => r.Position);
            builder.Property(r => r.Position).ValueGeneratedNever();
            builder.HasIndex(r => r.Identity);
        }
    }
}
