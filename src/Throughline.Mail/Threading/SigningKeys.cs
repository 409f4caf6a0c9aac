namespace Throughline.Mail.Threading;

/// <summary>
/// The keys that sign reply tokens and Message-IDs. The newest signs; older ones are still believed, so that keys can be rotated
/// without breaking threads.
/// </summary>
public sealed class SigningKeys
{
    private const int ShortestKey = 16;
    private readonly Dictionary<char, byte[]> keys = [];

    /// <summary>Takes the keys, the signing one first. Ids are one of 0-9 and a-z and must differ; keys have at least 16 bytes.</summary>
    /// <exception cref="ArgumentException">No key is given, an id is repeated or not one of 0-9 and a-z, or a key is too short.</exception>
    public SigningKeys(params ReadOnlySpan<SigningKey> ring)
    {
        if (ring.IsEmpty) throw new ArgumentException("At least one key must be given.", nameof(ring));
        foreach (var (id, secret) in ring)
        {
            if (!char.IsAsciiDigit(id) && !char.IsAsciiLetterLower(id))
                throw new ArgumentException($"The key id '{id}' is not one of 0-9 and a-z.", nameof(ring));
            if (secret.Length < ShortestKey) throw new ArgumentException($"The key '{id}' is shorter than {ShortestKey} bytes.", nameof(ring));
            if (!keys.TryAdd(id, secret.ToArray())) throw new ArgumentException($"The key id '{id}' is given twice.", nameof(ring));
        }
        SigningId = ring[0].Id;
    }

    internal char SigningId { get; }

    internal byte[]? Find(char id) => keys.GetValueOrDefault(id);
}

/// <summary>One key with the id that is written into what it signs.</summary>
/// <param name="Id">One of 0-9 and a-z.</param>
/// <param name="Secret">At least 16 random bytes.</param>
public readonly record struct SigningKey(char Id, ReadOnlyMemory<byte> Secret);
