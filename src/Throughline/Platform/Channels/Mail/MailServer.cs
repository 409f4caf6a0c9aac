using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Channels.Mail;

/// <summary>The server that takes the company's mail, as it was set up under Settings. There is at most one.</summary>
public sealed class MailServer
{
    public const int OnlyId = 1, LongestText = 254;

    /// <summary>The purpose under which the password is encrypted.</summary>
    public const string SecretPurpose = "mail-server";

    public int Id { get; init; } = OnlyId;
    public required string Host { get; set; }
    public required int Port { get; set; }

    /// <summary><c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    public required string Security { get; set; }

    public string? UserName { get; set; }

    /// <summary>The password, encrypted.</summary>
    public string? Secret { get; set; }

    public required string FromAddress { get; set; }
    public string? FromName { get; set; }

    /// <summary>Where colleagues reach the program, for links in mails: <c>https://cx.example.com</c>.</summary>
    public required string Address { get; set; }

    /// <summary>Rises with each change, so that two people do not overwrite each other unseen, and connections are opened anew.</summary>
    public int Version { get; set; }

    private sealed class Mapping : IEntityTypeConfiguration<MailServer>
    {
        public void Configure(EntityTypeBuilder<MailServer> builder)
        {
            builder.ToTable("platform_mail_servers");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.Version).IsConcurrencyToken();
        }
    }
}

public static class MailServerSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<MailServer> MailServers => db.Set<MailServer>();
    }
}
