using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Notes;

/// <summary>Notes on days that name a customer.</summary>
public sealed class NotesThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var notes = db.Notes;
        return [.. (await notes.AsNoTracking().OrderBy(n => n.Day).ToListAsync(ct))
            .Where(n => person.IsIn([n.Text]))
            .Select(n => new Mention("Note on a day", n.Text, NoteShown.LinkOf(n.Id)))];
    }
}
