namespace Throughline.Tests.JourneyEngine.Oracle;

/// <summary>A row as the oracle keeps it: names instead of codes.</summary>
public sealed record OracleRow(
    int Identity, long TimeMs, long Position, string Type, string Channel, string Touchpoint, string Stage, long? Value, string Browser)
{
    public long Second => TimeMs / 1000;
}

/// <summary>A customer and the rows that count, in order.</summary>
public sealed record OracleCustomer(int Key, IReadOnlyList<OracleRow> Rows);

/// <summary>The truth, kept in the most naive way: a list of rows, who owns which identity, and what was erased.</summary>
public sealed class OracleStore
{
    private readonly Dictionary<int, int> _owner = [];
    private readonly Dictionary<int, long> _erasedThrough = [];

    public List<OracleRow> Rows { get; } = [];
    public IReadOnlyDictionary<int, int> Owners => _owner;

    public int OwnerOf(int identity) => _owner.GetValueOrDefault(identity, identity);

    public void SetCustomer(int identity, int customer) => _owner[identity] = customer;

    public void Erase(int customer, IEnumerable<int> allIdentities)
    {
        var through = Rows.Count == 0 ? 0 : Rows[^1].Position;
        foreach (var identity in allIdentities.Where(i => OwnerOf(i) == customer)) _erasedThrough[identity] = through;
    }

    public IEnumerable<OracleCustomer> Customers(Func<OracleRow, bool>? rows = null)
        => from row in Rows
           where row.Position > _erasedThrough.GetValueOrDefault(row.Identity, -1) && (rows is null || rows(row))
           group row by OwnerOf(row.Identity) into customer
           orderby customer.Key
           select new OracleCustomer(customer.Key, [.. customer.OrderBy(r => r.TimeMs).ThenBy(r => r.Position)]);
}
