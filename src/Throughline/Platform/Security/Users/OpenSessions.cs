using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Users;

/// <summary>Which cookies still let somebody in. A session that was signed out, and one older than the last change of its colleague's sign-in,
/// ends with the next request, also in a copy of its cookie.</summary>
public sealed class OpenSessions(IServiceProvider services, IOptions<IdentityOptions> identity, TimeProvider clock)
    : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private const string Item = "session";
    private static readonly TimeSpan StampIsFresh = SecuritySetup.SessionCheck;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, (string? Stamp, DateTimeOffset ReadAt)> _stamps = new();
    private readonly ConditionalWeakTable<DbContext, List<Guid>> _changed = [];

    /// <summary>Gives a session that begins an id of its own.</summary>
    public static Task Begin(CookieSigningInContext signingIn)
    {
        signingIn.Properties.Items.TryAdd(Item, Guid.CreateVersion7().ToString("N"));
        return Task.CompletedTask;
    }

    /// <summary>Turns away the cookie of a session that has ended, before anything else is asked about it.</summary>
    public async Task Validate(CookieValidatePrincipalContext cookie)
    {
        if (!cookie.Properties.Items.TryGetValue(Item, out var id) || id is null || _ended.ContainsKey(id) || !await HasStamp(cookie.Principal))
            cookie.RejectPrincipal();
        else await SecurityStampValidator.ValidatePrincipalAsync(cookie);
    }

    /// <summary>Adds the end of the request's own session to what will be saved; the caller saves, and calls <see cref="Ended"/>.</summary>
    public async Task<EndedSession?> End(HttpContext http, ThroughlineDb db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sessions = db.Set<EndedSession>();
        await sessions.Where(one => one.Until < now).ExecuteDeleteAsync(ct);
        if ((await http.AuthenticateAsync(Schemes.Cookie)).Properties?.Items.TryGetValue(Item, out var id) != true || id is null) return null;
        if (await sessions.FindAsync([id], ct) is { } known) return known;
        var ended = new EndedSession { Id = id, Until = now + SecuritySetup.LongestSession };
        sessions.Add(ended);
        return ended;
    }

    public void Ended(EndedSession? session)
    {
        if (session is not null) _ended[session.Id] = session.Until;
        var now = clock.GetUtcNow();
        foreach (var (id, until) in _ended) if (until < now) _ended.TryRemove(id, out _);
    }

    /// <summary>Reads what has ended before this start.</summary>
    public async Task Load(ThroughlineDb db, CancellationToken ct)
    {
        foreach (var session in await db.Set<EndedSession>().AsNoTracking().ToListAsync(ct)) _ended[session.Id] = session.Until;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db)
            foreach (var user in db.ChangeTracker.Entries<User>().Where(user => user.State != EntityState.Unchanged))
                _changed.GetOrCreateValue(db).Add(user.Entity.Id);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // Within a transaction others still see what was: it is read anew when that has ended.
        if (eventData.Context is { Database.CurrentTransaction: null } db) ReadAnew(db);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db) ReadAnew(db);
        return Task.CompletedTask;
    }

    private void ReadAnew(DbContext db)
    {
        if (!_changed.TryGetValue(db, out var ids)) return;
        foreach (var id in ids) _stamps.TryRemove(id, out _);
        ids.Clear();
    }

    // Kept for a few seconds, so that pages need not ask the database; whoever saves a colleague lets it be read anew.
    private async Task<bool> HasStamp(ClaimsPrincipal? who)
    {
        if (who?.UserId is not { } id) return false;
        if (!_stamps.TryGetValue(id, out var known) || clock.GetUtcNow() - known.ReadAt >= StampIsFresh)
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<ThroughlineDb>>().CreateDbContextAsync();
            var now = clock.GetUtcNow();
            known = (await db.Users.Where(user => user.Id == id).Select(user => user.SecurityStamp).FirstOrDefaultAsync(), now);
            _stamps[id] = known;
        }
        return known.Stamp is not null && known.Stamp == who.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
    }
}
