using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Throughline.Contracts;

namespace Throughline.Platform.Security.Users;

/// <summary>Knows a browser again in which somebody was let in, by a signed cookie that only the sign-in pages get. It opens nothing: its
/// tries are counted apart from those of strangers.</summary>
[OneForAll]
public sealed class TrustedDevices(IDataProtectionProvider protection, IHttpContextAccessor requests, TimeProvider clock) : IPart
{
    public const string CookieName = SecuritySetup.CookieName + "-device";
    private const int MostAccounts = 8, LongestCookie = 2000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly IDataProtector _protector = protection.CreateProtector("Throughline.TrustedDevices");

    private sealed record Device(string Id, string[] Accounts);

    /// <summary>The device's id, if it was let in to this account before; without an account, if it was let in to any.</summary>
    public string? Of(string? account) => Read() is { } device && (account is null || device.Accounts.Contains(Short(account))) ? device.Id : null;

    /// <summary>Remembers that this browser was let in to an account.</summary>
    public void Remember(string account)
    {
        if (requests.HttpContext is not { Response.HasStarted: false } http) return;
        var known = Read();
        string[] accounts = [Short(account), .. (known?.Accounts ?? []).Where(one => one != Short(account)).Take(MostAccounts - 1)];
        var until = clock.GetUtcNow() + Lifetime;
        var id = known?.Id ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        http.Response.Cookies.Append(CookieName, _protector.Protect($"{id} {until.ToUnixTimeSeconds()} {string.Join(' ', accounts)}"), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/sign-in", MaxAge = Lifetime, IsEssential = true,
        });
    }

    private Device? Read()
    {
        if (requests.HttpContext?.Request.Cookies[CookieName] is not { Length: > 0 and < LongestCookie } cookie) return null;
        try
        {
            var parts = _protector.Unprotect(cookie).Split(' ');
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            return until > clock.GetUtcNow() ? new Device(parts[0], parts[2..]) : null;
        }
        catch (CryptographicException)
        {
            return null;   // Made up, or signed with a key that is gone.
        }
    }

    private static string Short(string account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..32];
}
