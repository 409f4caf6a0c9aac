using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Search;

/// <summary>Shows the first matches below the search box.</summary>
public sealed class SuggestWhileTyping : IFeature
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/search/suggestions", async (string? q, SearchEverything search, CancellationToken ct) =>
            new RazorComponentResult<SearchSuggestions>(new Dictionary<string, object?>
            {
                [nameof(SearchSuggestions.Answer)] = await search.Find(q, SearchEverything.InTheBox, ct),
            }))
        .SignedIn().ExcludeFromDescription();
}
