using System.Buffers.Binary;
using System.Security.Cryptography;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Protection;

/// <summary>The one key, in an owner-only file of the data folder, under which secrets in the database are encrypted: AES-256-GCM (NIST SP
/// 800-38D) with a random 96-bit nonce each.</summary>
public sealed class MasterKey(DataFolder folder) : IDisposable
{
    private const int KeySize = 32, NonceSize = 12, TagSize = 16;
    private const byte Version = 1;

    private readonly Lazy<AesGcm> cipher = new(() => new AesGcm(LoadOrCreate(PathIn(folder)), TagSize));

    internal static string PathIn(DataFolder folder) => Path.Combine(folder.Keys, "master.key");

    /// <summary>Encrypts; <paramref name="purpose"/> is bound to the result and must be given again to read it.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> purpose)
    {
        var sealedBytes = new byte[1 + NonceSize + TagSize + plain.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        cipher.Value.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceSize + TagSize), sealedBytes.AsSpan(1 + NonceSize, TagSize), purpose);
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Not made by this key for this purpose, or altered.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> purpose)
    {
        if (sealedBytes.Length < 1 + NonceSize + TagSize || sealedBytes[0] != Version)
            throw new CryptographicException("This is not a secret of Throughline.");
        var plain = new byte[sealedBytes.Length - 1 - NonceSize - TagSize];
        cipher.Value.Decrypt(
            sealedBytes.Slice(1, NonceSize), sealedBytes[(1 + NonceSize + TagSize)..], sealedBytes.Slice(1 + NonceSize, TagSize), plain, purpose);
        return plain;
    }

    public void Dispose()
    {
        if (cipher.IsValueCreated) cipher.Value.Dispose();
    }

    private static byte[] LoadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == KeySize
            ? key
            : throw new CryptographicException($"The master key {path} is damaged: it must be {KeySize} bytes. Put it back from a backup.");
    }

    // Written whole beside it first: a crash must not leave half a key, and of two processes the first wins.
    private static void Create(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}.{BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeySize));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
