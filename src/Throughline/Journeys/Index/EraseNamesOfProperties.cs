using Throughline.Contracts;

namespace Throughline.Journeys.Index;

/// <summary>
/// Forgets properties that were named for a customer, by their address, say. Before the journal does: the store that is filled then takes
/// over the names of the one before.
/// </summary>
public sealed class EraseNamesOfProperties(JourneyProjection projection) : IEraseCustomer
{
    public string Part => "Their addresses in property names";

    public bool IsDerived => false;

    public Task Erase(WholeCustomer customer, CancellationToken ct)
    {
        projection.ForgetNames(ContactsInText.Of([.. customer.Identities.Values]));
        return Task.CompletedTask;
    }
}
