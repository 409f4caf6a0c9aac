using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Customers;
using Throughline.Customers.Segments;
using Throughline.Data.Webhooks;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Undo;
using Throughline.Settings.Keys;
using Throughline.Settings.Roles;
using Throughline.Settings.Users;
using Throughline.Tests.Platform.Security;
using Throughline.Tests.Platform.Server;
using Throughline.Touchpoints.Inventory;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Stages;

namespace Throughline.Tests.Platform.Undo;

/// <summary>One company; each test does something of its own in it.</summary>
public sealed class UndoTests : IAsyncLifetime
{
    private static readonly JsonElement Gold = JsonElement.Parse("""{"name":"Gold","match":"all","conditions":[{"kind":"trait","name":"plan"}]}""");

    private readonly MovableClock _clock = new();
    private TestHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.Start(Ct, services => services.AddSingleton<TimeProvider>(_clock));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_deleted_is_back_as_it_was_and_both_are_on_record()
    {
        var made = await Saved();
        var deleted = await Deleted();
        Assert.IsType<UndoAct.Undone>(await Undo(deleted.Undo));
        await using var db = _host.Database();
        var back = await db.Segments.AsNoTracking().SingleAsync(Ct);
        Assert.Equal(("gold", "Gold", made.Version, made.ChangedAt), (back.Key, back.Name, back.Version, back.ChangedAt));
        Assert.Equal("plan", Assert.Single(back.Conditions).Name);
        Assert.Equal(["segment.made", "segment.deleted", "act.undone"], db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action));
        Assert.IsType<UndoAct.Already>(await Undo(deleted.Undo));
    }

    [Fact]
    public async Task It_is_not_put_over_something_newer_nor_after_half_an_hour_nor_by_a_colleague()
    {
        await Saved();
        var first = await Deleted();
        await Saved();
        Assert.IsType<UndoAct.ChangedSince>(await Undo(first.Undo));
        var second = (DeleteSegment.Deleted)await _host.With<DeleteSegment, DeleteSegment.Outcome>(f =>
            f.Delete("gold", new Actor(Guid.CreateVersion7(), IsOwner: false, "Maria"), Ct));
        await using (var db = _host.Database()) Assert.False((await db.KeptActs.FindAsync([second.Undo], Ct))!.IsOf(new(null, IsOwner: false, "Tom")));
        _clock.Advance(KeptAct.For);
        Assert.IsType<UndoAct.NoSuchAct>(await Undo(second.Undo));
    }

    [Fact]
    public async Task A_revoked_key_opens_again_and_a_closed_webhook_takes_calls_again()
    {
        var key = (CreateKey.Created)await _host.With<CreateKey, CreateKey.Outcome>(f => f.Create(new("secret", "Shop"), Actor.Operator, Ct));
        var ring = _host.App.Services.GetRequiredService<KeyRing>();
        var revoked = (RevokeKey.Revoked)await _host.With<RevokeKey, RevokeKey.Outcome>(f => f.Revoke(key.Id, Actor.Operator, Ct));
        Assert.Null(ring.Find(key.Token));
        await Undo(revoked.Undo!.Value);
        Assert.NotNull(ring.Find(key.Token));

        var request = new SaveWebhook.Request("Parcels", "password", "a-long-secret-1234", null,
            new WebhookMapping { Event = new NamedPlace("Parcel Delivered"), Email = "to" });
        await _host.With<SaveWebhook, SaveWebhook.Outcome>(f => f.Save("carrier", request, Actor.Operator, Ct));
        var secret = (await Door())!.Secret;
        var closed = (DeleteWebhook.Deleted)await _host.With<DeleteWebhook, DeleteWebhook.Outcome>(f => f.Delete("carrier", Actor.Operator, Ct));
        Assert.Null(await Door());
        await Undo(closed.Undo);
        Assert.Equal(secret, (await Door())!.Secret);
    }

    [Fact]
    public async Task Stages_and_touchpoints_are_as_they_were_and_their_versions_rise()
    {
        var (before, rules) = (await Stages(), _host.App.Services.GetRequiredService<TouchpointsNow>());
        var key = rules.Book.Touchpoints[0].Key;
        var moved = (ChangeStages.Changed)await _host.With<ChangeStages, ChangeStages.Outcome>(f => f.Change(
            new([.. before.Stages.Reverse()], before.BoughtFrom, before.SettleDays, before.SilenceDays, Version: before.Version), Actor.Operator, Ct));
        await Undo(moved.Undo);
        var after = await Stages();
        Assert.Equal(before.Stages, after.Stages);
        Assert.Equal(before.Version + 2, after.Version);

        var removed = (DeleteTouchpoint.Deleted)await _host.With<DeleteTouchpoint, DeleteTouchpoint.Outcome>(f => f.Delete(key, Actor.Operator, Ct));
        var version = rules.Book.Version;
        await Undo(removed.Undo);
        Assert.Contains(rules.Book.Touchpoints, t => t.Key == key);
        Assert.True(rules.Book.Version > version);
    }

    [Fact]
    public async Task An_account_is_open_again_and_a_role_may_what_it_might()
    {
        var tom = (CreateUser.Created)await _host.With<CreateUser, CreateUser.Outcome>(f =>
            f.Create(new("tom@lindenhof.example", Role.Agent), Actor.Operator, Ct));
        var closed = (ChangeUser.Changed)await _host.With<ChangeUser, ChangeUser.Outcome>(f => f.Change(tom.Id, new(Disabled: true), Actor.Operator, Ct));
        await using var db = _host.Database();
        var stamp = (await db.Users.AsNoTracking().SingleAsync(Ct)).SecurityStamp;
        await Undo(closed.Undo);
        var back = await db.Users.AsNoTracking().SingleAsync(Ct);
        Assert.Equal((false, stamp), (back.IsDisabled, back.SecurityStamp)); // The sessions that were ended stay ended.

        var table = _host.App.Services.GetRequiredService<PermissionTable>();
        var allowed = table.All.Where(p => table.RoleHas(Role.Agent, p.Name)).ToList();
        var changed = (ChangeRole.Changed)await _host.With<ChangeRole, ChangeRole.Outcome>(f => f.Change(Role.Agent, new([]), Actor.Operator, Ct));
        Assert.DoesNotContain(table.All, p => table.RoleHas(Role.Agent, p.Name));
        await Undo(changed.Undo);
        Assert.Equal(allowed, table.All.Where(p => table.RoleHas(Role.Agent, p.Name)));
    }

    private Task<UndoAct.Outcome> Undo(Guid id) => _host.With<UndoAct, UndoAct.Outcome>(f => f.Undo(id, Operators.Who, Ct));

    private async Task<Segment> Saved()
    {
        await _host.With<SaveSegment, SaveSegment.Outcome>(f => f.Save("gold", Gold, null, Actor.Operator, Ct));
        await using var db = _host.Database();
        return await db.Segments.AsNoTracking().SingleAsync(Ct);
    }

    private async Task<DeleteSegment.Deleted> Deleted() =>
        (DeleteSegment.Deleted)await _host.With<DeleteSegment, DeleteSegment.Outcome>(f => f.Delete("gold", Actor.Operator, Ct));

    private async Task<WebhookDoor?> Door()
    {
        await using var db = _host.Database();
        return await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(Ct);
    }

    private Task<ShowStages.Shown> Stages() => _host.With<ShowStages, ShowStages.Shown>(f => Task.FromResult(f.Show()));
}
