using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Keys;

/// <summary>All valid keys in memory, by the hash of their token. Finding one neither locks nor allocates; the ring is replaced whole when
/// keys change.</summary>
public sealed class KeyRing(TimeProvider clock) : IDisposable
{
    private const int LongestToken = 128;

    private readonly SemaphoreSlim loading = new(1);
    private volatile FrozenDictionary<TokenHash, KeyInfo> ring = FrozenDictionary<TokenHash, KeyInfo>.Empty;

    /// <summary>The key of a token, or <c>null</c> when it is unknown or revoked.</summary>
    public KeyInfo? Find(ReadOnlySpan<char> token)
    {
        Span<byte> utf8 = stackalloc byte[LongestToken];
        return Encoding.UTF8.TryGetBytes(token, utf8, out var written) ? Find(utf8[..written]) : null;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{char})"/>
    public KeyInfo? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestToken) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        if (!ring.TryGetValue(TokenHash.Of(hash), out var key)) return null;
        key.Use(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return key;
    }

    /// <summary>Reads the valid keys again. When it returns, what was saved before the call is in force.</summary>
    public async Task Load(ThroughlineDb db, CancellationToken ct)
    {
        await loading.WaitAsync(ct);
        try
        {
            var old = ring;
            var keys = db.Keys;
            var valid = await keys.AsNoTracking().Where(k => k.RevokedAt == null)
                .Select(k => new { k.Id, k.Name, k.Kind, k.Hash, k.Scopes, k.IsServers }).ToListAsync(ct);
            ring = valid.ToFrozenDictionary(
                k => TokenHash.Of(k.Hash),
                k => old.TryGetValue(TokenHash.Of(k.Hash), out var known) ? known : new KeyInfo(k.Id, k.Name, k.Kind, k.Scopes, k.IsServers));
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>Writes when each key was last used since the last time.</summary>
    public async Task SaveLastUse(ThroughlineDb db, CancellationToken ct)
    {
        foreach (var key in ring.Values)
        {
            if (key.TakeLastUse() is not { } at) continue;
            var keys = db.Keys;
            await keys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, (DateTimeOffset?)at), ct);
        }
    }

    public void Dispose() => loading.Dispose();

    private readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
    {
        public static TokenHash Of(ReadOnlySpan<byte> sha256) => MemoryMarshal.Read<TokenHash>(sha256);

        // A SHA-256 is evenly spread already.
        public override int GetHashCode() => (int)A;
    }
}
