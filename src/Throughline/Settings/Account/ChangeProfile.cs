using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Users;

namespace Throughline.Settings.Account;

/// <summary>Changes a colleague's own name and time zone; pages show both at once.</summary>
public sealed class ChangeProfile(UserManager<User> users, SignInManager<User> sessions) : IPart
{
    public sealed record Request(string? Name, string? TimeZone);

    public abstract record Outcome;
    public sealed record Changed : Outcome;
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Outcome;

    public async Task<Outcome> Change(Guid id, Request request)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(request.Name)) faults.Add(new("name", "Enter a name."));
        if (request.Name?.Trim().Length > NewUser.LongestName) faults.Add(new("name", $"A name can have at most {NewUser.LongestName} characters."));
        if (!NewUser.IsTimeZone(request.TimeZone)) faults.Add(new("timeZone", "Choose a time zone from the list."));
        if (faults.Count > 0) return new Refused(faults);

        var user = await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("A session of a user who is not there.");
        user.Name = request.Name!.Trim();
        user.TimeZone = request.TimeZone!;
        await users.UpdateAsync(user);
        await sessions.RefreshSignInAsync(user);
        return new Changed();
    }
}
