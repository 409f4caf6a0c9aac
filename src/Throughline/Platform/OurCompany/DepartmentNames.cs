using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.OurCompany;

/// <summary>The company's departments. Whoever takes one by its name asks here, so that all rooms write it alike.</summary>
public sealed class DepartmentNames(ThroughlineDb db) : IPart
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<string>> All(CancellationToken ct)
    {
        var departments = db.Departments;
        return await departments.OrderBy(d => d.Name).Select(d => d.Name).ToListAsync(ct);
    }

    /// <summary>The name as the list has it. One that is new is added to what will be saved: programs need not ask first.</summary>
    /// <param name="name">Blank: nobody's department, null.</param>
    public async Task<string?> Named(string? name, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        var (departments, wanted) = (db.Departments, name.Trim());
        if (await departments.Where(d => d.Name == wanted).Select(d => d.Name).FirstOrDefaultAsync(ct) is { } known) return known;
        if (departments.Local.FirstOrDefault(d => string.Equals(d.Name, wanted, StringComparison.OrdinalIgnoreCase)) is { } added) return added.Name;
        departments.Add(new Department { Name = wanted });
        return wanted;
    }
}
