using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Settings.Account;

/// <summary>Replaces a colleague's own password. Their other sessions end, this one stays.</summary>
public sealed class ChangePassword(ThroughlineDb db, UserManager<User> users, SignInManager<User> sessions, CheckPassword passwords) : IPart
{
    public sealed record Request(string? Current, string? New);

    public abstract record Outcome;
    public sealed record Changed : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Change(Guid id, Request request)
    {
        var user = await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("A session of a user who is not there.");
        if (PasswordRule.FaultOf(request.New, user.Email) is { } why) return new Refused([new("new", why)]);
        if (await passwords.WhyNot(user, request.Current) is { } wrong) return new Refused([new("current", wrong)]);
        db.Audit(Actor.Self(user), "user.password-changed", $"user:{id}");
        var result = await users.ChangePasswordAsync(user, request.Current!, request.New!);
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Code)));
        await sessions.RefreshSignInAsync(user);
        return new Changed();
    }
}
