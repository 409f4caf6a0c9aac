using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Journal;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks;

/// <summary>How a sender shows that it is who it says.</summary>
public enum WebhookAuthentication
{
    /// <summary>The secret as Bearer token or as password of Basic.</summary>
    Password,

    /// <summary>HMAC-SHA-256 of the raw body under the secret, in a header.</summary>
    Signature,
}

/// <summary>A door for one system that can post JSON: how it shows who it is, and where in its bodies stands what.</summary>
public sealed class WebhookDoor
{
    public const int LongestKey = 40, LongestName = 100;

    /// <summary>As in <c>/hooks/KEY</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }
    public required WebhookAuthentication Authentication { get; set; }

    /// <summary>The header that carries the signature; null with a password.</summary>
    public string? SignatureHeader { get; set; }

    /// <summary>What stands before the signature, such as <c>sha256=</c>.</summary>
    public string? SignaturePrefix { get; set; }

    /// <summary>What is signed, such as <c>{time}.{body}</c>; null is the body alone. With a time in it, an old call is refused.</summary>
    public string? SignedText { get; set; }

    /// <summary>The header that carries that time, as <see cref="SignedTime"/> reads it; null when it stands in the signature's own, as <c>t=</c>.</summary>
    public string? TimestampHeader { get; set; }

    /// <summary>Encrypted. What the other system shows when it asks, by GET, whether this is the right address; null when it never asks.</summary>
    public string? VerifyToken { get; set; }

    /// <summary>Encrypted: a signature cannot be checked against a hash.</summary>
    public required string Secret { get; set; }

    /// <summary>As JSON.</summary>
    public required string Mapping { get; set; }

    public required DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? LastArrivalAt { get; private set; }
    public long Accepted { get; private set; }
    public long Repeated { get; private set; }
    public long SetAside { get; private set; }

    /// <summary>What the secret is encrypted for.</summary>
    public string Purpose => PurposeOf(Key);

    /// <summary>What the verify token is encrypted for.</summary>
    public string VerifyPurpose => PurposeOf(Key) + ":verify";

    public static string PurposeOf(string key) => "webhook:" + key;

    /// <summary>As the journal keeps it with each interaction.</summary>
    public static string SourceOf(string key) => SourcePrefix + key;

    /// <summary>As the set-aside list keeps it.</summary>
    public static string DoorOf(string key) => DoorPrefix + key;

    public const string SourcePrefix = ReservedIds.Hook, DoorPrefix = "hook/";

    public WebhookMapping ReadMapping() => JsonSerializer.Deserialize<WebhookMapping>(Mapping, JsonSerializerOptions.Web)!;

    public static string Write(WebhookMapping mapping) => JsonSerializer.Serialize(mapping, JsonSerializerOptions.Web);

    private sealed class Configuration : IEntityTypeConfiguration<WebhookDoor>
    {
        public void Configure(EntityTypeBuilder<WebhookDoor> builder)
        {
            builder.ToTable("data_webhooks");
            builder.HasKey(d => d.Key);
            builder.Ignore(d => d.Purpose);
            builder.Ignore(d => d.VerifyPurpose);
            builder.Property(d => d.Authentication).HasConversion(how => how.NameOf(), name => WebhookNames.Parse(name)!.Value);
        }
    }
}

/// <summary>The names of the ways to authenticate, as the API and the database write them.</summary>
public static class WebhookNames
{
    public static string NameOf(this WebhookAuthentication how) => how switch
    {
        WebhookAuthentication.Password => "password",
        WebhookAuthentication.Signature => "signature",
    };

    public static WebhookAuthentication? Parse(string? name) => name switch
    {
        "password" => WebhookAuthentication.Password,
        "signature" => WebhookAuthentication.Signature,
        _ => null,
    };
}

public static class WebhookSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<WebhookDoor> Webhooks => db.Set<WebhookDoor>();
    }
}
