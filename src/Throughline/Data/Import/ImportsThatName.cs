using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Data.Import;

/// <summary>Files and reports of imports that name a customer.</summary>
public sealed class ImportsThatName(ThroughlineDb db) : IFindMentions
{
    public string Permission => DataPermissions.ImportFiles;

    public async Task<IReadOnlyList<Mention>> Find(NamedPerson person, CancellationToken ct)
    {
        var imports = db.Imports;
        return [.. (await imports.AsNoTracking().OrderByDescending(i => i.UploadedAt).ToListAsync(ct))
            .Where(i => person.IsIn([i.FileName, i.Error, i.Found, .. Plan(i), .. i.Counts().Reasons.Select(r => r.Example)]))
            .Select(i => new Mention("Report of an import", i.FileName, $"/data/import/{i.Id.Value}"))];
    }

    private static IEnumerable<string?> Plan(ImportedFile file) =>
        file.Plan is null ? [] : file.ReadPlan() is var plan ? [.. plan.Set?.Values ?? [], .. plan.Map?.Values ?? []] : [];
}
