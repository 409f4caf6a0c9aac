using System.Runtime.InteropServices;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.Projections;
using Throughline.Platform.Storage;
using Throughline.Platform.WrittenNumbers;
using Throughline.Touchpoints.Rules;

namespace Throughline.Touchpoints.Seen;

/// <summary>Counts events by name and channel whatever the rules say, and keeps orders and referrals by identity.</summary>
public sealed class SeenProjection(DataFolder folder, IJournal journal) : Projection, IDisposable
{
    /// <summary>Programs that put a number into each event's name must not fill the disk: beyond this, names are counted together.</summary>
    public const int MostNames = 10_000;

    public const string Ordered = "Order Completed", ReferralSent = "Referral Sent", ReferralUsed = "Referral Used";

    private const int LongestNumber = 100;

    private readonly Dictionary<(string Event, string Channel), (long Count, long LastSeen)> _counted = [];
    private readonly AwaitedReferrers _awaited = new(journal);
    private SeenTables? _tables;
    private HashSet<(string, string)> _names = [];

    public override string Name => "touchpoints";
    public override int BatchSize => 16_384;

    public override void Open(long head)
    {
        _tables ??= new SeenTables(folder.Database);
        if (_tables.Checkpoint > head) Forget();
        Load();
        Position = _tables.Checkpoint;
    }

    public override void Apply(IReadOnlyList<JournalEntry> entries)
    {
        _counted.Clear();
        _tables!.Run("begin immediate");
        try
        {
            foreach (var entry in entries) Take(entry);
            foreach (var (position, referrer) in _awaited.Arrived()) _tables.SetReferrer(position, referrer);
            foreach (var ((name, channel), (count, lastSeen)) in _counted) _tables.AddSeen(name, channel, count, lastSeen);
            _tables.Checkpoint = entries[^1].Position;
            _tables.Run("commit");
        }
        catch
        {
            _tables.Run("rollback");
            Load();
            throw;
        }
        Position = entries[^1].Position;
    }

    public override void Reset()
    {
        Forget();
        Load();
        Position = 0;
    }

    // Counts by name stay as they are until a rebuild: they tell of nobody.
    public override void Forget(IReadOnlySet<long> positions)
    {
        _tables!.Run("begin immediate");
        foreach (var position in positions) _tables.Forget(position);
        _tables.Run("commit");
    }

    public override void Close() => Dispose();

    public void Dispose()
    {
        _tables?.Dispose();
        _tables = null;
    }

    private void Load()
    {
        _names = _tables!.Names();
        _tables.Run("begin immediate");
        foreach (var (position, referrer) in _awaited.Load(_tables.Awaited())) _tables.SetReferrer(position, referrer);
        _tables.Run("commit");
    }

    private void Take(JournalEntry entry)
    {
        _awaited.Meet(entry);
        if (entry.Event.Length == 0) return;
        var name = (entry.Event, entry.Channel);
        if (!_names.Contains(name) && !(_names.Count < MostNames && _names.Add(name))) name = ("", "");
        ref var counted = ref CollectionsMarshal.GetValueRefOrAddDefault(_counted, name, out _);
        counted = (counted.Count + 1, Math.Max(counted.LastSeen, entry.At));
        if (StepOf(entry.Event) is { } step) TakeOrder(entry, step);
        else if (entry.Event is ReferralSent or ReferralUsed) TakeReferral(entry);
    }

    private static OrderStep? StepOf(string name) => name switch
    {
        Ordered => OrderStep.Placed,
        "Order Refunded" => OrderStep.Refunded,
        "Order Cancelled" => OrderStep.Cancelled,
        _ => null,
    };

    private void TakeOrder(JournalEntry entry, OrderStep step)
    {
        var body = entry.Body.Span;
        var number = PropertyReader.Find(body, "orderId") ?? PropertyReader.Find(body, "order_id") ?? PropertyReader.Find(body, "order");
        var amount = PropertyReader.Find(body, "total") ?? PropertyReader.Find(body, "revenue") ?? PropertyReader.Find(body, "value");
        _tables!.AddOrder(
            entry.Position, entry.Identity, entry.At, step, number is { Length: > 0 and <= LongestNumber } ? number : null,
            amount is null ? null : NumberText.ReadAlone(amount) is { } read ? Amounts.Kept(read) : null,
            PropertyReader.Find(body, "currency") is { Length: 3 } currency ? currency.ToUpperInvariant() : null);
    }

    private void TakeReferral(JournalEntry entry)
    {
        var isUsed = entry.Event == ReferralUsed;
        var (referrer, isAwaited) = isUsed ? _awaited.Find(entry) : default;
        _tables!.AddReferral(entry.Position, isUsed, entry.Identity, referrer, isAwaited, PropertyReader.Find(entry.Body.Span, "referralCode"), entry.At);
    }

    private void Forget()
    {
        _tables!.Run("begin immediate");
        foreach (var table in (string[])["seen", "orders", "referrals"]) _tables.Run($"delete from touchpoints_{table}");
        _tables.Checkpoint = 0;
        _tables.Run("commit");
    }
}
