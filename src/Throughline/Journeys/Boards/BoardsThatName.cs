using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Boards;

/// <summary>Boards whose name, or a note on them, names a customer.</summary>
public sealed class BoardsThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var boards = db.Boards;
        var found = new List<Mention>();
        foreach (var board in await boards.AsNoTracking().Include(b => b.Tiles).OrderBy(b => b.Name).ToListAsync(ct))
            if (person.IsIn(board.Name))
                found.Add(new Mention("Board", board.Name, $"/journeys/boards/{board.Id.Value}/arrange"));
            else if (board.Tiles.Exists(t => person.IsIn(t.Note, t.QuestionName)))
                found.Add(new Mention("Note on a board", board.Name, $"/journeys/boards/{board.Id.Value}/arrange"));
        return found;
    }
}
