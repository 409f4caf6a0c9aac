using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;
using Throughline.Platform.Time;

namespace Throughline.Platform.Security.Users;

/// <summary>Adds a colleague to what will be saved: the same for set-up and for those who follow.</summary>
public sealed class NewUser(ThroughlineDb db, IPasswordHasher<User> hasher, ILookupNormalizer normalizer, TimeProvider clock) : IPart
{
    public const int LongestName = 200, LongestEmail = 254;

    /// <summary>What is wrong with the fields <c>name</c>, <c>email</c>, <c>password</c> and <c>timeZone</c>.</summary>
    public static IEnumerable<Fault> FaultsIn(string? name, string? email, string? password, string? timeZone)
    {
        if (string.IsNullOrWhiteSpace(name)) yield return new("name", "Enter a name.");
        if (name?.Trim().Length > LongestName) yield return new("name", $"A name can have at most {LongestName} characters.");
        if (!IsEmail(email)) yield return new("email", "Enter an email address, such as anna@example.com.");
        if (PasswordRule.FaultOf(password, email) is { } why) yield return new("password", why);
        if (!IsTimeZone(timeZone)) yield return new("timeZone", "Choose a time zone from the list.");
    }

    /// <summary>One <c>@</c> with something on both sides and no blanks: whether mail arrives, only mail can tell.</summary>
    public static bool IsEmail(string? email) => email?.Trim() is { Length: > 2 and <= LongestEmail } text
        && text.Count(c => c == '@') == 1 && text[0] != '@' && text[^1] != '@' && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    public static bool IsTimeZone(string? name) => LocalCalendar.Find(name) is not null;

    /// <summary>Adds the colleague; the caller saves, and a unique index refuses an email that is taken.</summary>
    public async Task<User> Add(string name, string email, string password, string role, string timeZone, CancellationToken ct)
    {
        var user = User.Of(email.Trim(), name.Trim(), timeZone, clock.GetUtcNow());
        user.NormalizedEmail = user.NormalizedUserName = normalizer.NormalizeEmail(user.Email);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        user.PasswordHash = hasher.HashPassword(user, password);
        db.Users.Add(user);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(ct) });
        return user;
    }
}
