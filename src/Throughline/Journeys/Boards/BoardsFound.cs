using Microsoft.Extensions.Localization;
using Throughline.Contracts;

namespace Throughline.Journeys.Boards;

/// <summary>Lets the search of the whole house find boards.</summary>
public sealed class BoardsFound(ListBoards list, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Boards"];
    public int Order => 410;
    public string? Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct) =>
        [.. (await list.List(new ListBoards.Request(text), ct)).Items.Take(limit).Select(b =>
            new SearchHit(b.Name, b.Owner?.Name, $"/journeys/boards/{b.Id}", Icon: "layout-dashboard"))];

    public string? AllOf(string text) => $"/journeys/boards?q={Uri.EscapeDataString(text)}";
}
