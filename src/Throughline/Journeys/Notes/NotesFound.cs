using Microsoft.Extensions.Localization;
using Throughline.Contracts;

namespace Throughline.Journeys.Notes;

/// <summary>Lets the search of the whole house find notes on days.</summary>
public sealed class NotesFound(ListNotes list, IStringLocalizer<Words> words) : ISearchSource
{
    public string Group => words["Notes"];
    public int Order => 440;
    public string? Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<SearchHit>> Find(string text, int limit, CancellationToken ct) =>
        [.. (await list.List(new ListNotes.Request(Q: text), ct)).Items.Take(limit).Select(n =>
            new SearchHit(n.Text, n.Day.Written("d MMM yyyy"), NoteShown.LinkOf(new NoteId(n.Id)), Icon: "note"))];

    public string? AllOf(string text) => $"/journeys/notes?q={Uri.EscapeDataString(text)}";
}
