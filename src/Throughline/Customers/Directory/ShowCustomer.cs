using Throughline.Contracts;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Customers.Directory;

/// <summary>Shows one customer; a number that was merged away answers with the survivor.</summary>
public sealed class ShowCustomer(CustomerDirectory directory) : IFeature
{
    public abstract record Outcome;
    public sealed record Shown(CustomerView Customer) : Outcome;
    public sealed record NoSuchCustomer : Outcome;

    public async Task<Outcome> Show(string id, CancellationToken ct)
    {
        if (CustomerId.Parse(id) is not { } asked || await directory.Resolve(asked, ct) is not { } customer) return new NoSuchCustomer();
        return await directory.Load([customer], ct) is [var view] ? new Shown(view) : new NoSuchCustomer();
    }

    internal static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "no_such_customer", "There is no customer with this number.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/api/customers/{id}", async (string id, ShowCustomer feature, CancellationToken ct) => await feature.Show(id, ct) switch
        {
            Shown shown => Results.Ok(shown.Customer),
            NoSuchCustomer => NotFound(),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        })
        .RequirePermission(CustomersPermissions.Read).WithTags("Customers").WithSummary("One customer").Produces<CustomerView>();
}
