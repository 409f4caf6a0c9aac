using Throughline.JourneyEngine;
using Throughline.Tests.JourneyEngine.Oracle;

namespace Throughline.Tests.JourneyEngine;

/// <summary>A store and its oracle, driven by the same random stream: late rows, ties, joins, splits, erasures, compactions, restarts.</summary>
public sealed class StreamUnderTest : IDisposable
{
    public const int Identities = 9;
    public static readonly string[] Types = ["view", "cart", "pay", "help", "leave"];
    public static readonly string[] Channels = ["", "web", "app", "shop"];
    public static readonly string[] Touchpoints = ["", "page", "till", "call"];
    public static readonly string[] Stages = ["", "awareness", "interest", "purchase", "loyalty", "defected"];
    public static readonly string[] Browsers = ["", "Chrome", "Safari", "7", "12.5", "7.25"];

    /// <summary>Monday 2 June 2025, 00:00 UTC.</summary>
    public const long Origin = 1_748_822_400_000;

    private readonly TestFolder _folder = new();
    private readonly JourneyStoreOptions _options = new() { PromotedProperties = ["browser"], Threads = 2 };
    private long _position;

    public StreamUnderTest() => Store = JourneyStore.Open(_folder.Path, _options);

    /// <summary>True: all times are whole seconds and every row is on a channel, as the questions that count by blocks like it.</summary>
    public bool IsEven { get; init; }

    /// <summary>True: times as good as never tie.</summary>
    public bool IsSpread { get; init; }

    public JourneyStore Store { get; private set; }
    public OracleStore Oracle { get; } = new();

    public void Do(int seed)
    {
        var random = new Random(seed);
        switch (random.Next(100))
        {
            case < 73: Append(random); break;
            case < 83: Link(random.Next(Identities), random.Next(Identities)); break;
            case < 87: Erase(random.Next(Identities)); break;
            case < 91: Store.Compact(threads: 2); break;
            case < 94: Store.Gather(); break;
            case < 96: Reopen(save: true); break;
            default: Reopen(save: false); break;
        }
    }

    public void Append(Random random)
    {
        static string Any(Random r, ReadOnlySpan<string> names) => names[r.Next(names.Length)];
        long spread = random.Next(4) switch
        {
            0 => random.Next(4) * (IsEven ? 1000 : 1),
            1 => random.Next(40) * 1000L,
            2 => random.Next(60) * 1_800_000L,
            _ => random.Next(50) * 86_400_000L
        };
        if (IsSpread) spread = random.Next(50 * 86_400) * 1000L;
        var row = new OracleRow(
            random.Next(Identities), Origin + spread + (random.Next(5) == 0 ? random.Next(IsEven ? 1 : 1000) : 0), _position += random.Next(1, 4),
            Any(random, Types), Any(random, IsEven ? Channels[1..] : Channels), Any(random, Touchpoints), Any(random, Stages),
            random.Next(3) == 0 ? null : random.Next(-50, 500) * (random.Next(9) == 0 ? 1_000_000_000_000L : 1), Any(random, Browsers));
        Oracle.Rows.Add(row);
        Feed(row);
    }

    private void Feed(OracleRow row)
    {
        var names = Store.Names;
        Store.Append([new JourneyRow(row.Identity, row.TimeMs, row.Position, names.EventTypes.Code(row.Type), names.Channels.Code(row.Channel),
            names.Touchpoints.Code(row.Touchpoint), names.Stages.Code(row.Stage), row.Value ?? JourneyRow.NoValue)], [names.Properties[0].Code(row.Browser)]);
    }

    private void Link(int identity, int customer)
    {
        Oracle.SetCustomer(identity, customer);
        Store.SetCustomer(identity, customer);
    }

    private void Erase(int customer)
    {
        Oracle.Erase(customer, Enumerable.Range(0, Identities));
        Store.Erase(customer);
    }

    /// <summary>A restart. Without a save it is a crash: the journal is read again from the store's position, and owners are set again.</summary>
    private void Reopen(bool save)
    {
        if (save) Store.Save();
        Store.Dispose();
        Store = JourneyStore.Open(_folder.Path, _options);
        foreach (var row in Oracle.Rows.Where(r => r.Position > Store.Position)) Feed(row);
        foreach (var (identity, customer) in Oracle.Owners) Store.SetCustomer(identity, customer);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
