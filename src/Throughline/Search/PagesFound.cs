using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Search;

/// <summary>Lets the search find the pages of the house: rooms, and the tabs in them.</summary>
public sealed class PagesFound(IEnumerable<MenuEntry> rooms, IEnumerable<PageTab> tabs, Viewer viewer, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Go to"];
    public int Order => 20;
    public string? Permission => null;

    public Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SearchHit>>([.. All().Where(page => WordsOf.Match(text, page.Title, page.Detail)).Take(limit)]);

    public string? AllOf(string text) => null;

    /// <summary>Rooms in the order of the menu, each before its tabs. A tab that is the room's own page is not said twice.</summary>
    internal IEnumerable<SearchHit> All() => MenuEntry.For(viewer, rooms).SelectMany(room => PageTab.For(viewer, room.Key, tabs)
        .Where(tab => tab.Href != room.Href)
        .Select(tab => new SearchHit(words[tab.Title], words[room.Title], tab.Href, Icon: room.Icon))
        .Prepend(new SearchHit(words[room.Title], null, room.Href, Icon: room.Icon)));
}
