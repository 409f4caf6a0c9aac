using System.Security.Cryptography;
using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>Makes a key and shows it, this once. It works on the next request.</summary>
public sealed class CreateKey(ThroughlineDb db, KeyRing ring, PermissionTable permissions, TimeProvider clock) : IPart
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomCharacters = 28;   // 166 bits
    private const int ShownCharacters = 4, LongestName = 100;

    /// <param name="Scopes">Permission names for a secret key; <c>null</c> is every permission that keys may have.</param>
    /// <param name="Server">Of a write key: only our own servers hold it, so what comes with it may say who is who.</param>
    public sealed record Request(string? Kind, string? Name = null, IReadOnlyList<string>? Scopes = null, bool Server = false);

    public abstract record Outcome;
    public sealed record Created(KeyId Id, string Token) : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Create(Request request, Actor by, CancellationToken ct)
    {
        if (FaultsIn(request) is { Count: > 0 } faults) return new Refused(faults);

        var kind = KeyKinds.Parse(request.Kind)!.Value;
        var start = $"tl_{KeyKinds.NameOf(kind)}_";
        var token = start + RandomNumberGenerator.GetString(Base62, RandomCharacters);
        var now = clock.GetUtcNow();
        var key = new Key
        {
            Id = new KeyId(Guid.CreateVersion7(now)),
            Kind = kind,
            Name = string.IsNullOrWhiteSpace(request.Name) ? $"{char.ToUpperInvariant(request.Kind![0])}{request.Kind[1..]} key" : request.Name.Trim(),
            Prefix = token[..(start.Length + ShownCharacters)],
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            Scopes = request.Scopes is { } scopes ? string.Join(' ', scopes) : null,
            IsServers = request.Server,
            CreatedAt = now,
            CreatedBy = by.User,
        };
        db.Keys.Add(key);
        db.Audit(by, "key.created", $"key:{key.Id.Value}", new { request.Kind, request.Scopes, request.Server });
        await db.SaveChangesAsync(ct);
        await ring.Load(db, ct);
        return new Created(key.Id, token);
    }

    private List<Fault> FaultsIn(Request request)
    {
        List<Fault> faults = [];
        var kind = KeyKinds.Parse(request.Kind);
        if (kind is null) faults.Add(new("kind", "A key must be of kind write or secret."));
        if (request.Server && kind == KeyKind.Secret) faults.Add(new("server", "Only a write key can be marked for your own servers; a secret key always is."));
        if (request.Name?.Trim().Length > LongestName) faults.Add(new("name", $"A name can have at most {LongestName} characters."));
        if (request.Scopes is { } scopes)
        {
            if (kind == KeyKind.Write) faults.Add(new("scopes", "A write key has no scopes: it can only send interactions."));
            else if (scopes.Count == 0) faults.Add(new("scopes", "Provide at least one permission, or leave the scopes out for all."));
            else if (scopes.FirstOrDefault(s => !permissions.MayBeGiven(s)) is { } astray)
                faults.Add(new("scopes", $"A key cannot have the permission {astray}."));
        }
        return faults;
    }
}
