using Microsoft.AspNetCore.Identity;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Limits;

namespace Throughline.Platform.Security.Users;

/// <summary>Compares a password with what is kept of it. Whoever it is for, and if it is for nobody, it takes the same work.</summary>
public sealed class CheckPassword(UserManager<User> users, IPasswordHasher<User> hasher, PasswordQueue queue, GuessLimits limits) : IPart
{
    private static readonly User Nobody = User.Of("nobody@example.com", "Nobody", "Etc/UTC", DateTimeOffset.UnixEpoch);

    public enum Verdict { Right, Wrong, TooBusy }

    /// <param name="user">Whose password it should be; <c>null</c> when there is nobody, and then it is wrong after as long a time.</param>
    /// <param name="isKnown">Whether it comes from a device or session that was let in before.</param>
    public async Task<Verdict> Check(User? user, string? password, bool isKnown, CancellationToken ct)
    {
        var given = password is { Length: <= PasswordRule.Longest } ? password : "";
        var (isDone, result) = await queue.Run(isKnown, () =>
        {
            var nobodys = queue.NobodysHash ??= hasher.HashPassword(Nobody, "a password that nobody has");
            var verdict = hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? nobodys, given);
            return user?.PasswordHash is null ? PasswordVerificationResult.Failed : verdict;
        }, ct);
        if (!isDone) return Verdict.TooBusy;
        if (result == PasswordVerificationResult.Failed) return Verdict.Wrong;
        if (result == PasswordVerificationResult.SuccessRehashNeeded && !user!.IsDisabled) await KeepAnew(user, given);
        return Verdict.Right;
    }

    /// <summary>Asks a colleague who is signed in for their password once more.</summary>
    /// <returns><c>null</c> when it is right, else why not.</returns>
    public async Task<string?> WhyNot(User user, string? password, CancellationToken ct = default)
    {
        var guess = limits.OwnPassword(user.Id);
        if (guess.RetryAfter is not null) return Words.Say("Too many failed attempts. Wait five minutes.");
        switch (await Check(user, password, isKnown: true, ct))
        {
            case Verdict.Right:
                guess.WasRight();
                return null;
            case Verdict.TooBusy:
                return Words.Say("Too many sign-ins at the moment. Try again in a moment.");
            default:
                return Words.Say("This is not your current password.");
        }
    }

    private async Task KeepAnew(User user, string password)
    {
        user.PasswordHash = hasher.HashPassword(user, password);
        await users.UpdateAsync(user);
    }
}
