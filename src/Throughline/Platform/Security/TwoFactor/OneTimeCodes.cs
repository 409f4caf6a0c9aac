using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.TwoFactor;

/// <summary>
/// The codes of authenticator apps (RFC 6238: SHA-1, 30 seconds, 6 digits), each accepted once (§5.2): a code seen over a shoulder is worth nothing.
/// One step early and one late are accepted, because clocks differ and people type slowly.
/// </summary>
public sealed class OneTimeCodes(ThroughlineDb db, TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    private const int StepSeconds = 30, StepsAside = 1, Digits = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => Task.FromResult(user.TwoFactorEnabled);

    // The app makes them.
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (token.Length != 6 || await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return false;
        var (secret, now) = (Decode(key), clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds);
        for (var step = now - StepsAside; step <= now + StepsAside; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), Encoding.ASCII.GetBytes(token))
                && await Spend(user.Id, step)) return true;
        }
        return false;
    }

    // Of two requests with the same code, one changes the row.
    private async Task<bool> Spend(Guid user, long step) => await db.Database.ExecuteSqlAsync(
        $"""
        insert into security_last_codes (user_id, step) values ({user}, {step})
        on conflict (user_id) do update set step = excluded.step where excluded.step > security_last_codes.step
        """) == 1;

    private static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // Authenticator apps know SHA-1 alone; its use in HMAC is not broken.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var code = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % Digits;
        return code.ToString("D6", CultureInfo.InvariantCulture);
    }

    // RFC 4648 §6, without padding.
    private static byte[] Decode(string key)
    {
        var (bytes, bits, held) = (new List<byte>(key.Length), 0, 0);
        foreach (var letter in key.TrimEnd('='))
        {
            (bits, held) = ((bits << 5) | Base32.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal), held + 5);
            if (held < 8) continue;
            bytes.Add((byte)(bits >> (held -= 8)));
            bits &= (1 << held) - 1;
        }
        return [.. bytes];
    }
}
