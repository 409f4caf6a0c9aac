using System.Text;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Journal.Removing;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>Lets go of what could be undone and names an erased customer: it would bring them back.</summary>
public sealed class EraseFromActs(ThroughlineDb db) : IEraseCustomer
{
    public string Part => "Undoable actions that mention them";

    public async Task Erase(WholeCustomer customer, CancellationToken ct)
    {
        var (mentions, acts) = (new IdentityMentions(customer.Identities.Values), db.KeptActs);
        var ids = new List<Guid>();
        await foreach (var act in acts.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            if (act.Rows.Any(row => Texts(row).Any(text => mentions.AreIn(Encoding.UTF8.GetBytes(text)))) || mentions.WithoutIn(act.Name) is not null)
                ids.Add(act.Id);
        if (ids.Count > 0) await acts.Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(ct);
    }

    // A column may hold JSON of its own, in which a short id is told by the name that it has there.
    private static IEnumerable<string> Texts(KeptRow row) => (row.Was ?? []).Values.Concat((row.Became ?? []).Values)
        .Where(value => value.ValueKind == System.Text.Json.JsonValueKind.String).Select(value => value.GetString()!);
}
