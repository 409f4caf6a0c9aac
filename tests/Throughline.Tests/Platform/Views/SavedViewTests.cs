using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Ui;
using Throughline.Platform.Undo;
using Throughline.Platform.Views;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Views;

/// <summary>Ann and Ben, who save views of the list of customers; Ben looks after those of others while he is asked to.</summary>
public sealed partial class SavedViewTests : IAsyncLifetime
{
    private const string Regulars = "stage=loyalty&sort=-lastSeen";

    private static readonly Actor Program = new(null, IsOwner: false, "key Reports");

    private readonly HashSet<string> _may = ["customers.read", ViewPermissions.Save];
    private TestHost _host = null!;
    private Actor _ann = null!, _ben = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.Start(Ct, services => services.AddScoped(_ => new Viewer("", "Lindenhof", _may.Contains)));
        (_ann, _ben) = (await Colleague("Ann"), await Colleague("Ben"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_view_is_ones_own_until_it_is_shared_and_then_is_changed_by_its_author_or_who_may_change_all()
    {
        var id = await Made(_ann, new("customers", " Regulars ", Regulars));
        Assert.Equal(["Regulars"], (await Listed(_ann)).Select(v => v.Name));
        Assert.Empty(await Listed(_ben));
        Assert.Null(await Found(id, _ben));
        Assert.IsType<DeleteView.NoSuchView>(await Delete(id, _ben));

        Assert.IsType<SaveView.Saved>(await Save(id, new(IsShared: true), _ann));
        var seen = Assert.Single(await Listed(_ben));
        Assert.Equal(("Ann", false, $"/customers?view={id.Value}&{Regulars}"), (seen.Owner, seen.IsMine, seen.Link));
        Assert.IsType<SaveView.NotYours>(await Save(id, new(Name: "Mine"), _ben));
        Assert.IsType<DeleteView.NotYours>(await Delete(id, _ben));

        _may.Add(ViewPermissions.Manage);
        Assert.IsType<SaveView.Saved>(await Save(id, new(Name: "Regulars of all"), _ben));
        Assert.IsType<SaveView.Saved>(await Save(id, new(IsShared: false), _ann));
        Assert.IsType<DeleteView.Deleted>(await Delete(id, _ben));
        await using var db = _host.Database();
        // In the end it was Ann's own again.
        Assert.Equal(["view.shared", "view.changed", "view.unshared"],
            db.AuditEntries.Where(e => e.Action.StartsWith("view.")).OrderBy(e => e.Id).Select(e => e.Action));
    }

    [Fact]
    public async Task Who_may_not_see_the_list_sees_no_views_of_it()
    {
        await Made(_ann, new("customers", "Regulars", Regulars, IsShared: true));
        _may.Remove("customers.read");
        Assert.Empty(await Listed(_ben));
    }

    [Fact]
    public async Task What_was_saved_edited_or_deleted_can_be_undone()
    {
        var id = await Made(_ann, new("customers", "Regulars", Regulars));
        await Undo(Assert.IsType<SaveView.Saved>(await Save(id, new(Name: "Others", Query: "?stage=purchase"), _ann)).Undo);
        Assert.Equal(("Regulars", Regulars), (await Found(id, _ann)) is { } back ? (back.Name, back.Query) : default);
        await Undo(Assert.IsType<DeleteView.Deleted>(await Delete(id, _ann)).Undo);
        Assert.NotNull(await Found(id, _ann));
        await Undo(Assert.IsType<SaveView.Saved>(await Save(ViewId.New(), new("customers", "Second", ""), _ann)).Undo);
        Assert.Equal(["Regulars"], (await Listed(_ann)).Select(v => v.Name));
    }

    [Fact]
    public async Task Nobody_has_more_than_thirty_of_a_list_and_a_program_has_none()
    {
        for (var i = 0; i < SavedView.MostEach; i++) await Made(_ann, new("customers", $"View {i}", ""));
        Assert.IsType<SaveView.TooMany>(await Save(ViewId.New(), new("customers", "One more", ""), _ann));
        await Made(_ann, new("people", "Of another list", ""));
        await Made(_ben, new("customers", "Ben's", ""));
        Assert.IsType<SaveView.Nobody>(await Save(ViewId.New(), new("customers", "The program's", ""), Program));
    }

    [Fact]
    public async Task What_cannot_be_saved_names_the_field_and_a_change_overtaken_is_refused()
    {
        Assert.Equal("list", await Fault(new("nothing", "Regulars", Regulars)));
        Assert.Equal("name", await Fault(new("customers", "  ", Regulars)));
        Assert.Equal("name", await Fault(new("customers", new string('x', 61), Regulars)));
        Assert.Equal("query", await Fault(new("customers", "Regulars")));
        Assert.Equal("query", await Fault(new("customers", "Regulars", "q=" + new string('x', 2_000))));
        var id = await Made(_ann, new("customers", new string('x', 60), Regulars, Version: 0));
        Assert.IsType<SaveView.Saved>(await Save(id, new(Name: "Two", Version: 1), _ann));
        Assert.IsType<SaveView.Overtaken>(await Save(id, new(Name: "Three", Version: 1), _ann));
    }

    [Fact]
    public async Task A_view_that_looks_for_a_customer_is_told_to_who_erases_them()
    {
        var id = await Made(_ann, new("customers", "Calls", "q=anna.berg%40example.com"));
        await Made(_ann, new("customers", "Regulars", Regulars));
        var anna = new NamedPerson("Anna Berg", [new Identity(Identity.Email, "anna.berg@example.com")]);
        var mention = Assert.Single(await _host.With<ViewsThatName, IReadOnlyList<Mention>>(f => f.Find(anna, Ct)));
        Assert.Equal(("Calls", (await Found(id, _ann))!.Link), (mention.Title, mention.Href));
    }

    [Fact]
    public void Every_table_of_a_list_says_which_list_it_is()
    {
        using var scope = _host.App.Services.CreateScope();
        var lists = scope.ServiceProvider.GetServices<INamedList>().ToList();
        var tables = SourceFile.Below(Path.Combine(SourceFile.Root, "Throughline")).Where(file => file.IsRazor)
            .SelectMany(file => Table().Matches(file.Text)).Where(table => !table.Value.Contains("HasViews=\"false\"", StringComparison.Ordinal));
        Assert.Equal(lists.Select(list => list.Key).Order(), tables.Select(table => table.Groups[1].Value).Order());
    }

    private async Task<Actor> Colleague(string name)
    {
        var made = Assert.IsType<CreateUser.Created>(await _host.With<CreateUser, CreateUser.Outcome>(f =>
            f.Create(new($"{name}@lindenhof.example", Role.Analyst, name), Actor.Operator, Ct)));
        return new(made.Id, IsOwner: false, name);
    }

    private async Task<ViewId> Made(Actor by, SaveView.Request request)
    {
        var id = ViewId.New();
        Assert.True(Assert.IsType<SaveView.Saved>(await Save(id, request, by)).IsNew);
        return id;
    }

    private async Task<string> Fault(SaveView.Request request) =>
        Assert.IsType<SaveView.Refused>(await Save(ViewId.New(), request, _ann)).Faults.Single().Field;

    private Task<SaveView.Outcome> Save(ViewId id, SaveView.Request request, Actor by) =>
        _host.With<SaveView, SaveView.Outcome>(f => f.Save(id, request, by, Ct));

    private Task<DeleteView.Outcome> Delete(ViewId id, Actor by) => _host.With<DeleteView, DeleteView.Outcome>(f => f.Delete(id, by, Ct));

    private async Task<IReadOnlyList<ViewShown>> Listed(Actor by) =>
        (await _host.With<ListViews, ListViews.Listed>(f => f.List("customers", by.User, 0, Ct))).Items;

    private Task<ViewShown?> Found(ViewId id, Actor by) => _host.With<ListViews, ViewShown?>(f => f.Find(id.Value, by.User, Ct));

    // By the operator of the machine, who may undo what anybody did.
    private async Task Undo(Guid id) => Assert.IsType<UndoAct.Undone>(
        await _host.With<UndoAct, UndoAct.Outcome>(f => f.Undo(id, Throughline.Tests.Platform.Undo.Operators.Who, Ct)));

    [GeneratedRegex("<DataTable [^>]*?Name=\"([a-z]+)\"[^>]*>")]
    private static partial Regex Table();
}
