using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Search;

/// <summary>Asks every room the person may see for what matches a text.</summary>
public sealed class SearchEverything(
    IEnumerable<ISearchSource> sources, ActionsFound actions, PagesFound pages, Viewer viewer) : IPart
{
    public const int InTheBox = 5, OnThePage = 25, LongestText = 256;

    public sealed record Group(string Title, IReadOnlyList<SearchHit> Hits, string? AllOf);

    /// <param name="Text">What was asked, trimmed; empty when nothing was, and then all pages and actions are the answer.</param>
    public sealed record Answer(string Text, IReadOnlyList<Group> Groups);

    public async Task<Answer> Find(string? asked, int limit, CancellationToken ct)
    {
        var text = (asked ?? "").Trim();
        if (text.Length > LongestText) return new Answer(text[..LongestText], []);
        if (text.Length == 0) return new Answer(text, [new(pages.Group, [.. pages.All()], null), new(actions.Group, [.. actions.All()], null)]);
        var groups = new List<Group>();
        foreach (var source in sources.Where(s => s.Permission is not { } needed || viewer.May(needed)).OrderBy(s => s.Order))
            if (await source.Find(text, limit, ct) is { Count: > 0 } hits) groups.Add(new Group(source.Group, hits, source.AllOf(text)));
        return new Answer(text, groups);
    }
}
