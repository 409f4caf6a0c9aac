using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Customers.Erasing;
using Throughline.Customers.Joining;
using Throughline.Customers.Listing;
using Throughline.Customers.Logging;
using Throughline.Customers.Segments;
using Throughline.Data.Deliveries;
using Throughline.Data.Import.Undoing;
using Throughline.Data.Jobs;
using Throughline.Data.SetAside;
using Throughline.Data.Webhooks;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Feedback.Surveys;
using Throughline.Journeys.Alerts;
using Throughline.Journeys.Boards;
using Throughline.Journeys.Named;
using Throughline.Journeys.Notes;
using Throughline.Journeys.People;
using Throughline.Journeys.Saved;
using Throughline.Platform.Backup;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Jobs;
using Throughline.Platform.Journal;
using Throughline.Platform.Notifying;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Projections;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Security.Users;
using Throughline.Platform.Undo;
using Throughline.Platform.Views;
using Throughline.Settings.Calendars;
using Throughline.Settings.CompanyProfile;
using Throughline.Settings.Departments;
using Throughline.Settings.Invitations;
using Throughline.Settings.Keys;
using Throughline.Settings.Mail;
using Throughline.Settings.Retention;
using Throughline.Settings.Roles;
using Throughline.Settings.Users;
using Throughline.Tests.Data.Import;
using Throughline.Tests.Platform.Server;
using Throughline.Tests.Platform.Undo;
using Throughline.Touchpoints.Inventory;
using Throughline.Touchpoints.Rules;
using Throughline.Touchpoints.Stages;
using static Throughline.Tests.Customers.Joining.Told;

namespace Throughline.Tests.Platform.Security;

/// <summary>A company in which everything that is put on record can be done.</summary>
internal sealed class CompanyOnRecord(TestHost host, CancellationToken ct)
{
    private static readonly Actor Maria = new(null, IsOwner: true, "Maria");

    private readonly List<(string Action, Func<Task> Act)> _acts = [];

    public IReadOnlyList<(string Action, Func<Task> Act)> Acts => _acts;

    public static async Task<CompanyOnRecord> Make(TestHost host, CancellationToken ct)
    {
        var company = new CompanyOnRecord(host, ct);
        await host.Tell(ct,
            Identify("userId:anna email:anna@example.com"), Identify("userId:anna-2", day: 2),
            Identify("userId:lars email:lindgren@example.com"), Identify("userId:lotta email:lindgren@example.com", day: 2),
            Identify("userId:boris phone:+4670"), Identify("userId:dora"), Identify("userId:dora-2"), Identify("userId:emil"), Track("userId:anna", day: 3));
        await company.AddDecisions();
        await company.AddCustomers();
        await company.AddSurveys();
        await company.AddLogged();
        await company.AddTouchpoints();
        await company.AddJourneys();
        await company.AddDoors();
        await company.AddPeople();
        await company.AddMail();
        await company.AddViews();
        await host.App.Services.GetRequiredService<ProjectionRunner>().WaitFor(host.Journal.Head, ct); // Nothing moves by itself any more.
        return company;
    }

    private void Add<TFeature>(string action, Func<TFeature, Task> act) where TFeature : notnull =>
        _acts.Add((action, () => Do(act)));

    private Task<bool> Do<TFeature>(Func<TFeature, Task> act) where TFeature : notnull => host.With<TFeature, bool>(async feature =>
    {
        await act(feature);
        return true;
    });

    private async Task AddDecisions()
    {
        var id = await Ids("userId:anna", "userId:anna-2", "userId:lars", "userId:lotta", "userId:boris", "userId:dora", "userId:dora-2");
        var joined = await host.With<JoinCustomers, JoinCustomers.Outcome>(f => f.Join(id[5], id[6], Maria, ct));
        var decision = ((JoinCustomers.Joined)joined).Decision;
        Add<JoinCustomers>("customer.merged", async f => Assert.IsType<JoinCustomers.Joined>(await f.Join(id[0], id[1], Maria, ct)));
        Add<KeepApart>("customer.kept-apart", async f => Assert.IsType<KeepApart.Kept>(await f.Keep(id[2], id[3], Maria, ct)));
        Add<SplitCustomer>("customer.split", async f => Assert.IsType<SplitCustomer.Split>(await f.Part(id[4], new(["phone:+4670"]), Maria, ct)));
        Add<UndoDecision>("customer.decision-undone", async f => Assert.IsType<UndoDecision.Undone>(await f.Undo(decision, Maria, ct)));
    }

    private async Task AddCustomers()
    {
        var emil = (await Ids("userId:emil"))[0];
        var definition = JsonElement.Parse("""{"name":"Gold","match":"all","conditions":[{"kind":"trait","name":"plan"}]}""");
        await Do<SaveSegment>(async f => Assert.IsType<SaveSegment.Saved>(await f.Save("gold", definition, null, Maria, ct)));
        await Do<SaveSegment>(async f => Assert.IsType<SaveSegment.Saved>(await f.Save("old", definition, null, Maria, ct)));
        Add<SaveSegment>("segment.made", f => f.Save("silver", definition, null, Maria, ct));
        Add<SaveSegment>("segment.changed", f => f.Save("gold", definition, null, Maria, ct));
        Add<DeleteSegment>("segment.deleted", f => f.Delete("old", Maria, ct));
        Add<ExportSegment>("segment.exported", async f => await f.Begin("gold", (await f.Find("gold", ct))!, Maria, ct));
        Add<ExportListed>("customers.exported", async f =>
            Assert.IsType<ExportListed.File>(await f.Export([emil.ToString()], Maria, ct)));
        Add<SegmentOfChosen>("segment.made", async f =>
            Assert.IsType<SegmentOfChosen.Made>(await f.Make([emil.ToString()], "Chosen", Maria, ct)));
        Add<ExportCustomer>("customer.exported", f => f.Export(emil, Maria, ct));
        Add<EraseCustomer>("customer.erased", f => f.Erase(emil, Maria, ct));
    }

    private async Task AddLogged()
    {
        var dora = (await Ids("userId:dora"))[0];
        var positions = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            await Do<LogInteraction>(f => f.Log(dora, new("note", "Asked for the bill."), "Maria", ct));
            positions.Add(host.Journal.Head);
        }
        var withdrawn = (MendLogged.Done)await host.With<MendLogged, MendLogged.Outcome>(f => f.TakeBack(dora, positions[2], Maria, false, ct));
        Add<MendLogged>("interaction.mended", async f =>
            Assert.IsType<MendLogged.Done>(await f.Mend(dora, positions[0], new("note", "Asked for a copy."), Maria, false, ct)));
        Add<MendLogged>("interaction.taken-back", async f => Assert.IsType<MendLogged.Done>(await f.TakeBack(dora, positions[1], Maria, false, ct)));
        Add<MendLogged>("interaction.brought-back", async f => Assert.IsType<MendLogged.Done>(await f.BringBack(dora, withdrawn.Position, Maria, false, ct)));
    }

    private async Task AddSurveys()
    {
        var question = new Question("recommend", "nps", new Dictionary<string, string> { ["en"] = "Would you?" });
        await Do<SaveSurvey>(async f => Assert.IsType<SaveSurvey.Saved>(await f.Save("orders", new("Orders", [question]), Maria, ct)));
        Add<SaveSurvey>("survey.made", async f => Assert.IsType<SaveSurvey.Saved>(await f.Save("returns", new("Returns", [question]), Maria, ct)));
        Add<SaveSurvey>("survey.changed", async f => Assert.IsType<SaveSurvey.Saved>(await f.Save("orders", new("Every order", [question]), Maria, ct)));
    }

    private async Task AddTouchpoints()
    {
        var shipped = host.App.Services.GetRequiredService<TouchpointsNow>().Book.Touchpoints[0];
        var request = new SaveTouchpoint.Request(null, "Till", shipped.Channel, shipped.Stage, new("Pay"), new("Shops"), null, [new("Paid at the till")]);
        await Do<DeleteTouchpoint>(f => f.Delete(shipped.Key, Maria, ct));
        await Do<SaveTouchpoint>(f => f.Save("till", request, Maria, ct));
        await Do<SaveTouchpoint>(f => f.Save("old-till", request, Maria, ct));
        Add<SaveTouchpoint>("touchpoint.added", async f => Assert.IsType<SaveTouchpoint.Saved>(await f.Save("new-till", request, Maria, ct)));
        Add<SaveTouchpoint>("touchpoint.changed", f => f.Save("till", request with { Name = "The till" }, Maria, ct));
        Add<ArrangeTouchpoints>("touchpoint.moved", f => f.Move(new(["till"], "service"), Maria, ct));
        Add<DeleteTouchpoint>("touchpoint.removed", f => f.Delete("old-till", Maria, ct));
        Add<RestoreShipped>("touchpoint.brought-back", f => f.Restore(Maria, ct));
        var stages = await host.With<ShowStages, ShowStages.Shown>(f => Task.FromResult(f.Show()));
        Add<ChangeStages>("stages.changed", f => f.Change(
            new(stages.Stages, stages.BoughtFrom, stages.SettleDays + 1, stages.SilenceDays), Maria, ct));
    }

    private async Task AddJourneys()
    {
        var request = new SaveNamed.Request(null, "Checkout", null, "Pay", new("Shops"), [new("Cart Opened"), new("Order Completed")], 86_400, null, null);
        await Do<SaveNamed>(async f => Assert.IsType<SaveNamed.Saved>(await f.Save("checkout", request, Maria, ct)));
        await Do<SaveNamed>(f => f.Save("old-checkout", request, Maria, ct));
        var (question, board) = (new QuestionId(Guid.CreateVersion7()), new BoardId(Guid.CreateVersion7()));
        await Do<SaveQuestion>(async f => Assert.IsType<SaveQuestion.Saved>(
            await f.Save(question, new("funnel", "step=Cart+Opened&step=Order+Completed", "Checkout"), Maria, ct)));
        await Do<WriteBoard>(async f => Assert.IsType<WriteBoard.Written>(await f.Write(board, new("Monday"), Maria, ct)));
        Add<SaveNamed>("journey.named", f => f.Save("returns", request, Maria, ct));
        Add<SaveNamed>("journey.changed", f => f.Save("checkout", request with { Name = "The checkout" }, Maria, ct));
        Add<DeleteNamed>("journey.removed", f => f.Delete("old-checkout", Maria, ct));
        Add<DeleteQuestion>("saved-question.deleted", f => f.Delete(question, Maria, ct));
        var (note, oldNote) = (NoteId.New(), NoteId.New());
        await Do<SaveNote>(async f => Assert.IsType<SaveNote.Saved>(await f.Save(note, new("2026-05-01", "Carrier changed"), Maria, ct)));
        await Do<SaveNote>(f => f.Save(oldNote, new("2026-05-01", "Carrier changed"), Maria, ct));
        Add<SaveNote>("note.added", f => f.Save(NoteId.New(), new("2026-05-02", "Sale begins"), Maria, ct));
        Add<SaveNote>("note.changed", f => f.Save(note, new(Text: "Carrier changed to North"), Maria, ct));
        Add<DeleteNote>("note.deleted", f => f.Delete(oldNote, Maria, ct));
        Add<DeleteBoard>("board.deleted", f => f.Delete(board, Maria, ct));
        Add<KeepAsSegment>("segment.made", async f => Assert.IsType<KeepAsSegment.Kept>(await f.Keep(new(Everyone, "Everyone"), Maria, ct)));
        Add<ExportPeople>("customers.exported", async f => Assert.IsType<ExportPeople.File>(await f.Export(Everyone, Maria, ct)));
    }

    private const string Everyone = "?of=funnel&cell.step=1&step=Visit&period=all";

    private async Task AddDoors()
    {
        var mapping = new WebhookMapping { Event = new NamedPlace("Parcel Delivered"), Email = "to" };
        var request = new SaveWebhook.Request("Parcels", "password", null, null, mapping);
        await Do<SaveWebhook>(async f => Assert.IsType<SaveWebhook.Saved>(await f.Save("carrier", request, Maria, ct)));
        await Do<SaveWebhook>(f => f.Save("old-carrier", request, Maria, ct));
        var item = new NotUnderstood("track", "test", "no_event", "It names no event.", "{\"userId\":\"anna\"}"u8.ToArray(), null, 1);
        await host.Journal.Append(new Batch([], [item, item with { Body = "{}"u8.ToArray() }]), ct);
        var aside = host.Journal.SetAside.List(long.MaxValue, 10).Select(i => i.Id).Order().ToList();
        var delivery = await LateDelivery.Put(host, ct);
        Add<SaveWebhook>("webhook.opened", f => f.Save("bank", request, Maria, ct));
        Add<SaveWebhook>("webhook.changed", f => f.Save("carrier", request with { Name = "The parcels" }, Maria, ct));
        Add<ReplaceSecret>("webhook.secret-replaced", f => f.Replace("carrier", new(null), Maria, ct));
        Add<DeleteWebhook>("webhook.closed", f => f.Delete("old-carrier", Maria, ct));
        Add<RetrySetAside>("set-aside.retried", f => f.Retry(aside[0], new("""{"userId":"anna","event":"Paid"}"""), Maria, ct));
        Add<ListSetAside>("set-aside.discarded", f => f.Discard(aside[1], Maria, ct));
        Add<RetryAllSetAside>("set-aside.all-retried", f => f.Start(new("no_event"), Maria, ct));
        Add<RetryDelivery>("delivery.retried", async f => Assert.IsType<RetryDelivery.TriedAgain>(await f.Retry(delivery, Maria, ct)));
        await using (var db = host.Database())
        {
            foreach (var id in (string[])["to-stop", "to-resume"])
                await db.Schedule(id, RetrySetAsideJob.KindOfJob, "nothing", DateTimeOffset.UnixEpoch.AddYears(200), everySeconds: null, ct);
            await db.SaveChangesAsync(ct);
        }
        await Do<SteerJobs>(f => f.Stop("to-resume", ct));
        Add<SteerJob>("job.stopped", async f => Assert.IsType<SteerJob.Steered>(await f.Stop("to-stop", Maria, ct)));
        Add<SteerJob>("job.resumed", async f => Assert.IsType<SteerJob.Steered>(await f.Resume("to-resume", Maria, ct)));
        var import = (await host.Import("userId,event,at\nfrida,Paid,2026-01-05T10:00:00Z\n", new Throughline.Data.Import.Plans.ImportPlan("interactions"))).Id;
        Add<UndoImport>("import.undone", async f => Assert.IsType<UndoImport.Started>(await f.Undo(import, new(1), Maria, ct)));
        Add<RebuildProjection>("projection.rebuild-asked", f => f.Ask("timeline", Maria, ct));
        Add<MakeBackup>("backup.made", f => f.Prepare(ct));
    }

    private async Task AddPeople()
    {
        var anna = await host.With<CreateUser, CreateUser.Outcome>(f => f.Create(new("anna@lindenhof.example", Role.Agent), Maria, ct));
        var user = ((CreateUser.Created)anna).Id;
        var key = (CreateKey.Created)await host.With<CreateKey, CreateKey.Outcome>(f => f.Create(new("secret", "Old"), Maria, ct));
        var closed = (CreateUser.Created)await host.With<CreateUser, CreateUser.Outcome>(f => f.Create(new("tom@lindenhof.example", Role.Agent), Maria, ct));
        await Do<ChangeUser>(f => f.Change(closed.Id, new(Disabled: true), Maria, ct));
        await Do<ChangeRole>(f => f.Change(Role.Analyst, new([]), Maria, ct));
        await Do<ChangeRetention>(f => f.Change(new([new("Cart Opened", 90)]), Maria, ct));
        await AddCompany();
        Add<EndSessions>("user.sessions-ended", f => f.Everywhere(user, Maria, ct));
        Add<EndSessions>("user.two-factor-reset", f => f.TwoFactor(user, Maria, ct));
        Add<ChangeUser>("user.renamed", f => f.Change(user, new(Name: "Anna Berg"), Maria, ct));
        Add<CreateUser>("user.created", f => f.Create(new("eva@lindenhof.example", Role.Agent), Maria, ct));
        Add<ChangeUser>("user.role-changed", f => f.Change(user, new(Role: Role.Analyst), Maria, ct));
        Add<ChangeUser>("user.department-changed", f => f.Change(user, new(Department: "Shops"), Maria, ct));
        Add<ChangeUser>("user.closed", f => f.Change(user, new(Disabled: true), Maria, ct));
        Add<ChangeUser>("user.reopened", f => f.Change(closed.Id, new(Disabled: false), Maria, ct));
        Add<ResetSignIn>("user.sign-in-reset", f => f.Reset(user, Maria, ct));
        Add<ChangeRole>("role.changed", f => f.Change(Role.Agent, new([]), Maria, ct));
        Add<ChangeRole>("role.reset", f => f.Change(Role.Analyst, new(null), Maria, ct));
        Add<CreateKey>("key.created", f => f.Create(new("secret", "New"), Maria, ct));
        Add<RevokeKey>("key.revoked", f => f.Revoke(key.Id, Maria, ct));
        var undone = (ChangeRole.Changed)await host.With<ChangeRole, ChangeRole.Outcome>(f => f.Change(Role.CxManager, new([]), Actor.Operator, ct));
        Add<UndoAct>("act.undone", async f => Assert.IsType<UndoAct.Undone>(await f.Undo(undone.Undo, Operators.Who, ct)));
        Add<RunRetention>("retention.run-asked", f => f.Run(new(), Maria, ct));
        Add<UndoRetention>("retention.undone", async f => Assert.IsType<UndoRetention.Undone>(await f.Undo(Maria, ct)));
        Add<ChangeRetention>("retention.changed", f => f.Change(new([new("Cart Opened", 30), new("*", 400)]), Maria, ct));
    }

    private async Task AddMail()
    {
        var tina = ((CreateUser.Created)await host.With<CreateUser, CreateUser.Outcome>(f =>
            f.Create(new("tina@lindenhof.example", Role.Analyst), Maria, ct))).Id;
        var who = new Actor(tina, IsOwner: false, "Tina");
        var reset = (ResetSignIn.Done)await host.With<ResetSignIn, ResetSignIn.Outcome>(f => f.Reset(tina, Maria, ct));
        var off = await host.With<NotifyOff, string>(f => Task.FromResult(f.PathFor(tina, NotifyOff.Daily)));
        var server = new SaveMail.Request("localhost", 9, "none", From: "cx@lindenhof.example", Address: "https://cx.lindenhof.example");
        var old = (SaveAlert.Set)await host.With<SaveAlert, SaveAlert.Outcome>(f => f.Save(new("volume", "till", "above", 5), who, ct));
        await Do<SaveMail>(async f => Assert.IsType<SaveMail.Saved>(await f.Save(server, Maria, ct)));
        Add<ChooseNewPassword>("user.password-chosen", async f =>
            Assert.IsType<ChooseNewPassword.Chosen>(await f.Choose(reset.Path.Split('/')[^1], "a boat on the lake", ct)));
        Add<NotifyOff>("user.mail-turned-off", async f => Assert.NotNull(await f.Turn(off.Split('/')[^1], ct)));
        Add<SaveAlert>("alert.set", async f => Assert.IsType<SaveAlert.Set>(await f.Save(new("volume", "till", "changes"), who, ct)));
        Add<SaveAlert>("alert.removed", async f => Assert.IsType<SaveAlert.Removed>(await f.Remove(old.Alert.Id, who, ct)));
        Add<TestMail>("mail-server.tried", async f => Assert.IsType<TestMail.Failed>(await f.Send(who, ct)));
        Add<SaveMail>("mail-server.saved", f => f.Save(server with { FromName = "Lindenhof" }, Maria, ct));
        Add<SaveMail>("mail-server.removed", f => f.Remove(Maria, ct));
    }

    private async Task AddViews()
    {
        var (tina, request) = (new Actor(Guid.CreateVersion7(), IsOwner: false, "Tina"), new SaveView.Request("customers", "Regulars", "stage=loyalty"));
        var (changed, unshared, old) = (ViewId.New(), ViewId.New(), ViewId.New());
        foreach (var id in (ViewId[])[changed, unshared, old])
            await Do<SaveView>(async f => Assert.IsType<SaveView.Saved>(await f.Save(id, request with { IsShared = true }, tina, ct)));
        Add<SaveView>("view.shared", async f => Assert.IsType<SaveView.Saved>(await f.Save(ViewId.New(), request with { IsShared = true }, tina, ct)));
        Add<SaveView>("view.changed", f => f.Save(changed, new(Name: "Ours"), tina, ct));
        Add<SaveView>("view.unshared", f => f.Save(unshared, new(IsShared: false), tina, ct));
        Add<DeleteView>("view.deleted", f => f.Delete(old, tina, ct));
    }

    private async Task AddCompany()
    {
        await using (var db = host.Database())
        {
            db.Add(new Company { Name = "Lindenhof", TimeZone = "Europe/Vienna", SetUpAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync(ct);
        }
        var logo = """<svg xmlns="http://www.w3.org/2000/svg"/>"""u8.ToArray();
        var week = new Dictionary<string, IReadOnlyList<IReadOnlyList<string>>>();
        var department = (SaveDepartment.Saved)await host.With<SaveDepartment, SaveDepartment.Outcome>(f => f.Add(new("Garage"), Maria, ct));
        var other = (SaveDepartment.Saved)await host.With<SaveDepartment, SaveDepartment.Outcome>(f => f.Add(new("Canteen"), Maria, ct));
        await Do<SaveCalendar>(f => f.Save("old", new("Old", null, week), Maria, ct));
        await Do<SaveCalendar>(f => f.Save("shop", new("Shop", null, week), Maria, ct));
        Add<ChangeCompany>("company.changed", f => f.Change(new("Lindenhof & Co", "Europe/Vienna"), Maria, ct));
        Add<ChangeLogo>("company.logo-set", f => f.Set(logo, Maria, ct));
        Add<SaveDepartment>("department.added", f => f.Add(new("Night watch"), Maria, ct));
        Add<SaveDepartment>("department.changed", f => f.Change(department.Id, new("Workshop"), Maria, ct));
        Add<DeleteDepartment>("department.deleted", f => f.Delete(other.Id, Maria, ct));
        Add<SaveCalendar>("calendar.added", f => f.Save("new-shop", new("New shop", null, week), Maria, ct));
        Add<SaveCalendar>("calendar.changed", f => f.Save("shop", new("The shop", null, week), Maria, ct));
        Add<ImportHolidays>("calendar.holidays-imported", f => f.Import("shop", Christmas, Maria, ct));
        Add<DeleteCalendar>("calendar.deleted", f => f.Delete("old", Maria, ct));
        Add<InviteColleague>("invitation.made", f => f.Invite(new("nora@lindenhof.example", Role.Agent), Maria, ct));
        await AddInvitations();
    }

    private const string Christmas =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261225\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private async Task AddInvitations()
    {
        async Task<InviteColleague.Invited> Invite(string email) => (InviteColleague.Invited)await host.With<InviteColleague, InviteColleague.Outcome>(
            f => f.Invite(new(email, Role.Agent), Maria, ct));
        var (renewed, revoked) = (await Invite("one@lindenhof.example"), await Invite("two@lindenhof.example"));
        var accepted = await Invite("three@lindenhof.example");
        Add<ChangeInvitation>("invitation.renewed", f => f.Renew(renewed.Id, Maria, ct));
        Add<ChangeInvitation>("invitation.revoked", f => f.Revoke(revoked.Id, Maria, ct));
        Add<AcceptInvitation>("invitation.accepted", f => f.Accept(accepted.Path.Split('/')[^1], new("Three", "a swim in the lake", "Europe/Vienna"), ct));
        // The last, because it takes what another has set.
        await Do<ChangeLogo>(f => f.Set("""<svg xmlns="http://www.w3.org/2000/svg"/>"""u8.ToArray(), Maria, ct));
        Add<ChangeLogo>("company.logo-removed", f => f.Remove(Maria, ct));
    }

    private async Task<List<string>> Ids(params string[] identities)
    {
        var ids = new List<string>();
        foreach (var identity in identities) ids.Add(await host.IdOf(identity, ct));
        return ids;
    }
}
