using Microsoft.AspNetCore.Authentication;
using Throughline.Platform.Security.Access;

namespace Throughline.Platform.Security.Entry;

/// <summary>Finds out in which way a request says who it is.</summary>
internal static class ChooseScheme
{
    internal static AuthenticationBuilder AddThroughlineSchemes(this IServiceCollection services) => services
        .AddAuthentication(options =>
        {
            options.DefaultScheme = Schemes.Any;
            options.DefaultSignInScheme = Schemes.Cookie;
            options.DefaultSignOutScheme = Schemes.Cookie;
        })
        .AddPolicyScheme(Schemes.Any, null, options => options.ForwardDefaultSelector = Choose)
        .AddScheme<AuthenticationSchemeOptions, LocalAuthentication>(Schemes.Local, null)
        .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(Schemes.Key, null);

    private static string Choose(HttpContext http) =>
        LocalAuthentication.IsLocal(http) ? Schemes.Local : KeyAuthentication.TokenOf(http.Request) is not null ? Schemes.Key : Schemes.Cookie;
}
