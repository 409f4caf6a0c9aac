using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Throughline.Platform.Security.Access;

/// <summary>The ways a request says who it is: the local socket first, then a Bearer key, then the cookie.</summary>
public static class Schemes
{
    public const string Any = "throughline", Local = "local", Key = "key";

    public static readonly string Cookie = IdentityConstants.ApplicationScheme;

    internal static AuthenticationBuilder AddThroughlineSchemes(this IServiceCollection services) => services
        .AddAuthentication(options =>
        {
            options.DefaultScheme = Any;
            options.DefaultSignInScheme = Cookie;
            options.DefaultSignOutScheme = Cookie;
        })
        .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = Choose)
        .AddScheme<AuthenticationSchemeOptions, LocalAuthentication>(Local, null)
        .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(Key, null);

    private static string Choose(HttpContext http) =>
        LocalAuthentication.IsLocal(http) ? Local : KeyAuthentication.TokenOf(http.Request) is not null ? Key : Cookie;
}
