using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Customers.Directory;
using Throughline.Customers.Reading;
using Throughline.Platform.Journal;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Security.Keys;
using Throughline.Platform.Ui.Interactions;

namespace Throughline.Customers.Timeline;

/// <summary>Shows everything of one interaction on a customer's timeline.</summary>
public sealed class ShowInteraction(
    CustomerDirectory directory, IJournal journal, ReadInteractions interactions, StoryTeller stories, NameSources sources) : IFeature
{
    public abstract record Outcome;

    /// <param name="Source">By which door it came, in words.</param>
    public sealed record Shown(TimelineItem Item, Story Story, string Source) : Outcome;

    public sealed record NoSuchInteraction : Outcome;

    public async Task<Outcome> Show(string customer, long position, CancellationToken ct)
    {
        if (CustomerId.Parse(customer) is not { } asked || await directory.Resolve(asked, ct) is not { } id) return new NoSuchInteraction();
        if (interactions.At([position]) is not [var entry]) return new NoSuchInteraction();
        var names = journal.Identities([entry.Identity]);
        // What belongs to somebody else is not shown under this customer's address.
        if (await directory.FindBy(names[entry.Identity], ct) != id) return new NoSuchInteraction();
        var item = ShowTimeline.ToItem(entry, names[entry.Identity], interactions.TouchpointOf(entry));
        var keys = await sources.OfAll(ct);
        return new Shown(item, stories.Tell(entry.Kind, entry.Event, entry.Channel, item.Properties), keys.GetValueOrDefault(entry.Source, entry.Source));
    }

    /// <summary>The details under a row of the timeline, brought in when it is opened.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/customers/{id}/interactions/{position:long}/details",
            async Task<IResult> (string id, long position, ShowInteraction feature, CancellationToken ct) =>
                await feature.Show(id, position, ct) is Shown shown
                ? new RazorComponentResult<InteractionDetails>(new Dictionary<string, object?>
                { [nameof(InteractionDetails.Item)] = shown.Item, [nameof(InteractionDetails.Source)] = shown.Source,
                    [nameof(InteractionDetails.Customer)] = id,
                })
                : Results.NotFound())
        .RequirePermission(CustomersPermissions.Read).ExcludeFromDescription();
}
