namespace Throughline.Platform.Security.Keys;

/// <summary>A key that is valid now, as the key ring holds it in memory.</summary>
public sealed class KeyInfo(KeyId id, string name, KeyKind kind, string? scopes, bool isServers)
{
    private long lastUsed;

    public KeyId Id => id;

    public string Name => name;

    public KeyKind Kind => kind;

    /// <summary>Permission names separated by spaces; <c>null</c> is every permission that keys may have.</summary>
    public string? Scopes => scopes;

    /// <summary>Held by our own servers alone, so what comes with it may say who is who.</summary>
    public bool IsServers => isServers || kind == KeyKind.Secret;

    internal void Use(long unixMilliseconds) => Volatile.Write(ref lastUsed, unixMilliseconds);

    /// <summary>The last use since this was asked before; <c>null</c> if there was none.</summary>
    internal DateTimeOffset? TakeLastUse() =>
        Interlocked.Exchange(ref lastUsed, 0) is var at and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
