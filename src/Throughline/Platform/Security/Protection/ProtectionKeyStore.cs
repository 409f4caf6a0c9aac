using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Protection;

/// <summary>Keeps data-protection keys in the database, so that sign-ins survive a restart and a move to another machine.</summary>
public sealed class ProtectionKeyStore(IDbContextFactory<ThroughlineDb> databases, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.Set<ProtectionKey>().AsNoTracking().OrderBy(k => k.CreatedAt).Select(k => k.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        var now = clock.GetUtcNow();
        db.Add(new ProtectionKey
        {
            Id = Guid.CreateVersion7(now),
            FriendlyName = friendlyName,
            Xml = element.ToString(SaveOptions.DisableFormatting),
            CreatedAt = now,
        });
        db.SaveChanges();
    }
}
