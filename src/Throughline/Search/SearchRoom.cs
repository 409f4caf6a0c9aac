using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform;
using Throughline.Platform.Security.Access;

namespace Throughline.Search;

/// <summary>One box that finds everything a person may see, in all rooms.</summary>
public sealed class SearchRoom : Room
{
    public override void AddServices(IServiceCollection services) => services.AddScoped<SearchEverything>();

    public override void MapRoutes(IEndpointRouteBuilder routes) => routes
        .MapGet("/search/suggestions", async (string? q, SearchEverything search, CancellationToken ct) =>
            new RazorComponentResult<SearchSuggestions>(new Dictionary<string, object?> { [nameof(SearchSuggestions.Answer)] = await search.Find(q, SearchEverything.InTheBox, ct) }))
        .SignedIn().ExcludeFromDescription();
}
