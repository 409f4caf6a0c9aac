using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Search;

/// <summary>Asks every room the person may see for what matches a text.</summary>
public sealed class SearchEverything(IEnumerable<ISearchSource> sources, Viewer viewer) : IPart
{
    public const int InTheBox = 6, OnThePage = 25, LongestText = 256;

    public sealed record Group(string Title, IReadOnlyList<SearchHit> Hits, string AllOf);

    /// <param name="Text">What was asked, trimmed; empty when nothing was.</param>
    public sealed record Answer(string Text, IReadOnlyList<Group> Groups);

    public async Task<Answer> Find(string? asked, int limit, CancellationToken ct)
    {
        var text = (asked ?? "").Trim();
        if (text.Length is 0 or > LongestText) return new Answer(text.Length == 0 ? text : text[..LongestText], []);
        var groups = new List<Group>();
        foreach (var source in sources.Where(s => viewer.May(s.Permission)).OrderBy(s => s.Order))
            if (await source.Find(text, limit, ct) is { Count: > 0 } hits) groups.Add(new Group(source.Group, hits, source.AllOf(text)));
        return new Answer(text, groups);
    }
}
