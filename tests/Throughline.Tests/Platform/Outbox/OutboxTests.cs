using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Contracts;
using Throughline.Customers.Logging;
using Throughline.Platform.Outbox;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Outbox;

public class OutboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Then = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static InteractionLogged Call(string text) => new(new Identity("userId", "anna"), "Call Logged", "phone", text, "in", "Tomas", Then, Then);

    [Fact]
    public async Task A_fact_that_was_not_committed_is_not_told()
    {
        await using var host = await TestHost.Start(Ct);
        await using (var db = host.Database())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            db.Publish(Call("never"));
            await db.SaveChangesAsync(Ct);
        }
        await host.App.Services.GetRequiredService<OutboxDispatcher>().DispatchDue(Ct);
        Assert.Equal(0, host.Journal.Head);
    }

    [Fact]
    public async Task A_fact_told_twice_stands_once_in_the_journal_and_every_handler_hears_it_until_it_succeeds()
    {
        var handler = new Stumbling();
        await using var host = await TestHost.Start(Ct, services => services.AddSingleton<IWhen<InteractionLogged>>(handler));
        await using var db = host.Database();
        db.Publish(Call("first"));
        db.Publish(Call("second"));
        await db.SaveChangesAsync(Ct);
        var dispatcher = host.App.Services.GetRequiredService<OutboxDispatcher>();
        for (var round = 0; round < 100 && await db.Outbox.AnyAsync(Ct); round++)
        {
            await dispatcher.DispatchDue(Ct);
            await Task.Delay(100, Ct);
        }

        Assert.Equal(2, host.Journal.Head);
        Assert.Equal(["first", "first", "second"], handler.Heard.Order());
    }

    /// <summary>Fails the first time.</summary>
    private sealed class Stumbling : IWhen<InteractionLogged>
    {
        public List<string> Heard { get; } = [];

        public Task Handle(InteractionLogged fact, CancellationToken ct)
        {
            Heard.Add(fact.Text);
            return Heard.Count == 1 ? throw new IOException("The line is busy.") : Task.CompletedTask;
        }
    }
}
