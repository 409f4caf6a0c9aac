using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Journeys.Saved;

/// <summary>Saved questions that name a customer, in their name or in what they ask.</summary>
public sealed class QuestionsThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => JourneysPermissions.Read;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var questions = db.Questions;
        return [.. (await questions.AsNoTracking().OrderBy(q => q.Name).ToListAsync(ct))
            .Where(q => person.IsIn([q.Name, q.Description, .. Asked(q.Query)]))
            .Select(q => new Mention("Saved question", q.Name, $"/journeys/questions/{q.Id.Value}/edit"))];
    }

    private static IEnumerable<string?> Asked(string query) =>
        query.Split('&').Select(part => System.Net.WebUtility.UrlDecode(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]));
}
