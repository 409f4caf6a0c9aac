using System.Threading.Channels;
using Throughline.Contracts;
using Throughline.Demo.Stories;
using Throughline.Demo.Telling;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;

namespace Throughline.Demo.Loading;

/// <summary>Tells a year of Harbour &amp; Pine to a running server, and waits until every view of it has caught up.</summary>
[OneForAll]
public sealed class LoadDemo(IServiceScopeFactory scopes, IJournal journal, ProjectionRunner projections, DressTheCompany dress, MakePromises promises) : IPart
{
    private const int MomentsAhead = 20_000;

    /// <param name="server">The server's own API, reached as the operator.</param>
    /// <param name="clock">The server's clock.</param>
    /// <param name="told">Hears from 0 to 1 how far the year is told.</param>
    public async Task Load(DemoPlan plan, HttpClient server, StoryClock clock, Action<double> told, CancellationToken ct)
    {
        var world = new World(plan.Seed, plan.Until);
        clock.Tell(world.From);
        try
        {
            var key = await SetUp(ct);
            await dress.Dress(server, world.From, world.Until, ct);
            await promises.Make(server, ct);
            var line = Cast.Enter(world, plan.Customers);
            var (logging, notes) = (new AgentsLogging(server, plan), new NotesOfTheYear(server, world));
            await new DemoDoor(server, key, clock).Send(Ahead(line, ct), async at =>
            {
                told((at - world.From) / (world.Until - world.From));
                await notes.WriteDue(at, ct);
                if (!logging.IsDue(at)) return;
                await projections.WaitFor(journal.Head, ct);
                await logging.LogDue(at, ct);
            }, ct);
            await projections.WaitFor(journal.Head, ct);
            await dress.Tell(server, ct);
        }
        finally
        {
            clock.Run();
        }
    }

    private async Task<string> SetUp(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SetUpHarbourAndPine>().SetUp(ct);
    }

    // The story is told on one core while the server writes it down on the other.
    private static IAsyncEnumerable<Moment> Ahead(Storyline line, CancellationToken ct)
    {
        var moments = Channel.CreateBounded<Moment>(new BoundedChannelOptions(MomentsAhead) { SingleReader = true, SingleWriter = true });
        _ = Task.Run(async () =>
        {
            try
            {
                foreach (var moment in line.Tell()) await moments.Writer.WriteAsync(moment, ct);
                moments.Writer.Complete();
            }
            catch (Exception e) // Whoever reads is told.
            {
                moments.Writer.Complete(e);
            }
        }, ct);
        return moments.Reader.ReadAllAsync(ct);
    }
}
