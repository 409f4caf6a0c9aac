using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.Audit;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Security;

/// <summary>What is done and the entry that tells of it stand or fall together.</summary>
public sealed class OnRecordOrNotDoneTests
{
    /// <summary>Tried by a visitor, in <c>Settings</c>, and what a browser's own authenticator would be needed for.</summary>
    private static readonly string[] OfVisitors =
    [
        "user.signed-in", "user.sign-in-refused", "user.signed-out", "user.signed-out-everywhere", "user.password-changed",
        "user.second-step-turned-on", "user.second-step-turned-off", "user.passkey-added", "user.passkey-removed", "company.set-up",
    ];

    /// <summary>Put on record by a job at its end, in the transaction that ends it; tried in <c>Data/Import</c>.</summary>
    private static readonly string[] OfJobs = ["import.ended"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_put_on_record_is_not_done_and_can_be_done_afterwards()
    {
        await using var host = await TestHost.Start(Ct);
        var company = await CompanyOnRecord.Make(host, Ct);
        var folder = host.App.Services.GetRequiredService<DataFolder>();
        await using (var db = host.Database()) await RefusingRecord.Refuse(db, Ct);
        var before = RefusingRecord.Rows(folder);

        foreach (var (action, act) in company.Acts)
        {
            var failure = await Record.ExceptionAsync(act);
            Assert.True(failure is not null, $"{action} was done though it could not be put on record.");
            Assert.True(RefusingRecord.Said(failure), $"{action} failed for a reason of its own: {failure}");
            Assert.Equal(before, RefusingRecord.Rows(folder));
        }

        await using (var db = host.Database()) await RefusingRecord.Relent(db, Ct);
        foreach (var (_, act) in company.Acts) await act();
        await using var later = host.Database();
        Assert.Empty(company.Acts.Select(a => a.Action).Except(later.AuditEntries.Select(e => e.Action)));
        Assert.Null(await host.With<CheckAudit, string?>(f => f.FirstBreak(Ct)));
    }

    [Fact]
    public async Task Whatever_is_put_on_record_is_tried()
    {
        await using var host = await TestHost.Start(Ct);
        var company = await CompanyOnRecord.Make(host, Ct);
        Assert.Equal(RefusingRecord.Actions().Order(), company.Acts.Select(a => a.Action).Union(OfVisitors).Union(OfJobs).Order());
    }
}
