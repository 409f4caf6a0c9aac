using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Search;

/// <summary>Lets the search begin what rooms offer to begin.</summary>
public sealed class ActionsFound(IEnumerable<PaletteAction> actions, Viewer viewer, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Actions"];
    public int Order => 10;
    public string? Permission => null;

    public Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<SearchHit>>(
        [.. Mine().Where(action => WordsOf.Match(text, words[action.Title], action.Also is { } also ? words[also] : null)).Take(limit).Select(Hit)]);

    public string? AllOf(string text) => null;

    internal IEnumerable<SearchHit> All() => Mine().Select(Hit);

    private IEnumerable<PaletteAction> Mine() => actions.Where(action => viewer.May(action.Permission));

    private SearchHit Hit(PaletteAction action) => new(words[action.Title], null, action.Href, Icon: action.Icon);
}
