using Throughline.Contracts;

namespace Throughline.Journeys.Index;

/// <summary>Takes a customer out of every answer, and their rows off the disk.</summary>
public sealed class EraseJourney(JourneyProjection projection) : IEraseCustomer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Part => "Steps on the journey map";

    public bool IsDerived => true;

    public Task Erase(WholeCustomer customer, CancellationToken ct) => projection.Erase(customer.Id.Value, ct).WaitAsync(Patience, ct);
}
