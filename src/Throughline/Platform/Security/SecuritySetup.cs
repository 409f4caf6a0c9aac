using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Throughline.Platform.Colleagues;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Entry;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Security.Limits;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Security.Roles;
using Throughline.Platform.Security.SetUp;
using Throughline.Platform.Security.TwoFactor;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security;

/// <summary>The table of contents of security: services, and middleware in its order.</summary>
public static class SecuritySetup
{
    public const string CookieName = "throughline", TokenHeader = "X-CSRF-TOKEN";

    /// <summary>How long what the database says about a session is held to be so, where nobody in this process has changed it.</summary>
    public static readonly TimeSpan SessionCheck = TimeSpan.FromSeconds(10);

    /// <summary>How long a session lasts that nobody uses.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromDays(14);

    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddProtection();
        services.AddThroughlineSchemes().AddIdentityCookies();
        services.AddIdentityCore<User>(ConfigureIdentity)
            .AddRoles<Role>()
            .AddUserStore<ProtectedUserStore>()
            .AddRoleStore<RoleStoreOfDb>()
            .AddSignInManager<UserSessions>()
            .AddClaimsPrincipalFactory<UserClaims>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider);
        // The sign-in page asks for no name, so the device must know whose passkey it is, and that it is their owner who holds it.
        services.Configure<IdentityPasskeyOptions>(passkeys =>
            (passkeys.ResidentKeyRequirement, passkeys.UserVerificationRequirement) = ("required", "required"));
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = SessionCheck);
        services.AddSingleton<OpenSessions>();
        services.AddOptions<CookieAuthenticationOptions>(Schemes.Cookie).Configure<OpenSessions>(ConfigureCookie);
        services.AddHostedService<LoadEndedSessions>();
        services.AddAntiforgery(ConfigureAntiforgery);
        services.AddOptions<SecurityLimits>().BindConfiguration(SecurityLimits.Section);
        services.AddSingleton<Throttle>().AddSingleton<GuessLimits>().AddSingleton<PasswordQueue>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => new ConfigureOptions<KestrelServerOptions>(kestrel =>
            kestrel.Limits.MaxRequestBodySize = provider.GetRequiredService<IOptions<SecurityLimits>>().Value.MaxRequestBytes));
        services.Configure<FormOptions>(form => form.ValueCountLimit = 1024);

        services.AddSingleton<PermissionTable>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<SealAuditEntries>();
        services.ConfigureDbContext<ThroughlineDb>((provider, db) => db.AddInterceptors(
            provider.GetRequiredService<SealAuditEntries>(), provider.GetRequiredService<OpenSessions>()));
        services.AddHostedService<KeyRingKeeper>();
        services.AddHostedService<LoadRolePermissions>();
        services.AddHttpContextAccessor();
        services.AddSingleton<CompanyCard>();
        services.AddScoped(ViewerOfRequest.Make);
        return services;
    }

    /// <summary>The border, in its order. Routing starts here: what comes before sees no route.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseRouting();
        app.UseMiddleware<AddressLimit>();
        app.UseAuthentication();
        app.UseMiddleware<KeyLimit>();
        app.UseMiddleware<Border>();
        app.UseAntiforgery();
    }

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRule.Shortest, RequireDigit = false, RequireLowercase = false, RequireUppercase = false,
            RequireNonAlphanumeric = false, RequiredUniqueChars = 1,
        };
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";   // any email address; NewUser says what one is
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options, OpenSessions sessions)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = LongestSession;
        options.SlidingExpiration = true;
        options.Events.OnSigningIn = OpenSessions.Begin;
        options.Events.OnValidatePrincipal = sessions.Validate;
    }

    private static void ConfigureAntiforgery(Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions options)
    {
        options.HeaderName = TokenHeader;
        options.Cookie.Name = CookieName + "-csrf";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SuppressXFrameOptionsHeader = true;   // SecurityHeaders says it for every answer
    }
}
