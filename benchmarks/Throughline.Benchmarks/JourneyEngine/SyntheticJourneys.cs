namespace Throughline.Benchmarks.JourneyEngine;

/// <summary>
/// Interactions as a web shop might see them, always the same for a seed: sessions of one customer on mostly one
/// channel, 40 event types of which a few make up most, 180 days from Monday 2025-01-06. Seconds are whole and differ
/// within a customer, so that every engine orders them alike.
/// </summary>
internal sealed class SyntheticJourneys
{
    public const uint Origin = 1_736_121_600;
    public const int Days = 180, Types = 40, Channels = 8, Browsers = 6, Plans = 4;

    /// <summary>Rows by customer and time, or in order of time.</summary>
    public readonly int[] Customer;
    public readonly uint[] Second;
    public readonly byte[] Type, Channel, Stage, Browser, Plan;
    public readonly int[] Value;

    public SyntheticJourneys(int events, int customers, int seed = 1)
    {
        (Count, Customers) = (events, customers);
        (Customer, Second, Value) = (new int[events], new uint[events], new int[events]);
        (Type, Channel, Stage, Browser, Plan) = (new byte[events], new byte[events], new byte[events], new byte[events], new byte[events]);
        var random = new Random(seed);
        var typeOf = TypeTable();
        var row = 0;
        for (var customer = 0; customer < customers && row < events; customer++)
        {
            var mean = (events - row) / (double)(customers - customer);
            var rows = customer == customers - 1 ? events - row : Math.Min(events - row, 1 + (int)(-Math.Log(1 - random.NextDouble()) * (mean - 0.5)));
            FillCustomer(customer, row, rows, random, typeOf);
            row += rows;
        }
        Count = row;
    }

    public int Count { get; }
    public int Customers { get; }

    private SyntheticJourneys(SyntheticJourneys other, int[] order)
    {
        T[] Take<T>(T[] column) => Array.ConvertAll(order, i => column[i]);
        (Count, Customers) = (other.Count, other.Customers);
        (Customer, Second, Value) = (Take(other.Customer), Take(other.Second), Take(other.Value));
        (Type, Channel, Stage, Browser, Plan) = (Take(other.Type), Take(other.Channel), Take(other.Stage), Take(other.Browser), Take(other.Plan));
    }

    /// <summary>The same rows in order of time, as a journal holds them and a rebuild reads them.</summary>
    public SyntheticJourneys AsJournal()
    {
        var starts = new int[(Days * 86_400) + 2];
        for (var i = 0; i < Count; i++) starts[Second[i] - Origin + 1]++;
        for (var s = 1; s < starts.Length; s++) starts[s] += starts[s - 1];
        var order = new int[Count];
        for (var i = 0; i < Count; i++) order[starts[Second[i] - Origin]++] = i;
        return new SyntheticJourneys(this, order);
    }

    private void FillCustomer(int customer, int first, int rows, Random random, byte[] typeOf)
    {
        var plan = (byte)(1 + random.Next(Plans));
        var browser = (byte)(1 + random.Next(Browsers));
        var times = new HashSet<uint>(rows);
        while (times.Count < rows)
        {
            var at = (uint)random.Next((Days * 86_400) - 7200);
            for (var left = 1 + random.Next(9); left > 0 && times.Count < rows; left--, at += (uint)random.Next(5, 300)) times.Add(at);
        }
        var sorted = times.ToArray();
        Array.Sort(sorted);
        var channel = 1 + random.Next(Channels);
        for (var i = 0; i < rows; i++)
        {
            if (i > 0 && sorted[i] - sorted[i - 1] > 1800 && random.Next(3) == 0) channel = 1 + random.Next(Channels);
            var to = first + i;
            (Customer[to], Second[to], Channel[to]) = (customer, Origin + sorted[i], (byte)(random.Next(20) == 0 ? 1 + random.Next(Channels) : channel));
            (Type[to], Stage[to], Value[to]) = (typeOf[random.Next(typeOf.Length)], (byte)(1 + random.Next(5)), random.Next(10_000));
            (Browser[to], Plan[to]) = (random.Next(10) == 0 ? (byte)(1 + random.Next(Browsers)) : browser, plan);
        }
    }

    /// <summary>4,096 draws in which type k has a share in proportion to 1/k.</summary>
    private static byte[] TypeTable()
    {
        var total = Enumerable.Range(1, Types).Sum(k => 1.0 / k);
        var table = new List<byte>();
        for (var k = 1; k <= Types; k++)
            for (var n = Math.Round(4096 / (k * total)); n > 0; n--) table.Add((byte)k);
        return [.. table];
    }
}
