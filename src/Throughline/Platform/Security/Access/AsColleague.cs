using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Access;

/// <summary>Does by the clock what a colleague would see by looking: with their permissions, in their zone and language.</summary>
[OneForAll]
public sealed class AsColleague(IServiceScopeFactory scopes, IHttpContextAccessor requests) : IPart
{
    /// <param name="language">Where they chose none themselves; null: English.</param>
    /// <returns>Null when they are gone or may no longer sign in.</returns>
    public async Task<T?> Do<T>(Guid id, string? language, Func<IServiceProvider, User, Task<T>> work, CancellationToken ct) where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var users = services.GetRequiredService<ThroughlineDb>().Users;
        if (await users.FirstOrDefaultAsync(u => u.Id == id && u.DisabledAt == null, ct) is not { } user) return null;
        var who = await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);
        // It flows with this call and ends with it.
        requests.HttpContext = new DefaultHttpContext { User = who, RequestServices = services };
        using (Languages.Speaking(user.Language ?? language)) return await work(services, user);
    }
}
