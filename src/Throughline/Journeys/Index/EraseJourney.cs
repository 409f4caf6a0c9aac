using Throughline.Contracts;

namespace Throughline.Journeys.Index;

/// <summary>Takes a customer out of every answer, and their rows off the disk.</summary>
public sealed class EraseJourney(JourneyProjection projection) : IEraseCustomer
{
    public string Part => "Journeys";

    public bool IsDerived => true;

    public Task Erase(WholeCustomer customer, CancellationToken ct) => Task.Run(() => projection.Erase(customer.Id.Value, ct), ct);
}
