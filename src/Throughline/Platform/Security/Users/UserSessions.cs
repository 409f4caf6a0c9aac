using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Security.Users;

/// <summary>Identity's sessions, opened for who was found to be right: wrong tries are counted by where they come from
/// (<see cref="Limits.GuessLimits"/>), never on the account, where anybody could shut its owner out.</summary>
public sealed class UserSessions(
    UserManager<User> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<User> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation)
    : SignInManager<User>(users, http, claims, options, log, schemes, confirmation)
{
    /// <summary>Opens a session after the right password, or asks for the second step.</summary>
    public Task<SignInResult> Admit(User user, bool staySignedIn) => SignInOrTwoFactorAsync(user, staySignedIn);

    /// <summary>Opens a session after both steps.</summary>
    public async Task AdmitAfterSecondStep(User user, bool staySignedIn)
    {
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await SignInWithClaimsAsync(user, staySignedIn, [new Claim("amr", "mfa")]);
    }
}
