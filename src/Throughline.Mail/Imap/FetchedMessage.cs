using System.Security.Cryptography;

namespace Throughline.Mail.Imap;

/// <summary>A message as it came from the server. Its body is open until the next message is asked for.</summary>
public sealed class FetchedMessage : IAsyncDisposable
{
    internal FetchedMessage(uint uid, Stream? body) => (Uid, Body) = (uid, body ?? Stream.Null);

    /// <summary>Unique and ascending within one UIDVALIDITY.</summary>
    public uint Uid { get; }

    /// <summary>The raw bytes, seekable, at the start. Empty when <see cref="IsTooLarge"/>.</summary>
    public Stream Body { get; }

    /// <summary>Bytes of the raw message as they really came; what the server claims elsewhere is not believed.</summary>
    public long Size { get; internal init; }

    /// <summary>Whether it exceeds <see cref="Net.ConnectionOptions.MaxMessageBytes"/> and was not kept.</summary>
    public bool IsTooLarge { get; internal init; }

    /// <summary>Flags and keywords.</summary>
    public IReadOnlyList<string> Flags { get; internal init; } = [];

    /// <summary>When the server received it; null if it does not say or says nonsense.</summary>
    public DateTimeOffset? Received { get; internal init; }

    /// <summary>The SHA-256 of the raw bytes in lower-case hexadecimal: what remains the same when the server renumbers.</summary>
    public async Task<string> Fingerprint(CancellationToken ct = default)
    {
        Body.Position = 0;
        var hash = await SHA256.HashDataAsync(Body, ct);
        Body.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Lets go of the body.</summary>
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
