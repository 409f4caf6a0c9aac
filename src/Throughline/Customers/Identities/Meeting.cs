using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Identities;

/// <summary>Makes customers of the identities of interactions, and joins them under the guards.</summary>
internal sealed class Meeting(CustomerLedger ledger)
{
    private IReadOnlyDictionary<int, Identity> _unseen = new Dictionary<int, Identity>();

    /// <summary>The next interactions come; what is said of identities that were never met is read at once.</summary>
    public void Begin(IReadOnlyList<JournalEntry> entries, IJournal journal) => _unseen = journal.Identities(
        [.. entries.SelectMany(e => e.Others.Prepend(e.Identity)).Where(i => !ledger.Book.IsSeen(i)).Distinct()]);

    /// <summary>Takes in the next interaction.</summary>
    public void Take(JournalEntry entry)
    {
        if (!ledger.Book.IsSeen(entry.Identity)) Meet(entry);
        foreach (var other in entry.Others) Connect(entry, other);
        var customer = ledger.Book.CustomerOf(entry.Identity);
        if (ledger.Book.Touch(customer, entry.At) && !ledger.Newcomers.Touch(customer, entry.At)) ledger.Tables.Touch(customer, entry.At);
        if (entry.Kind == InteractionKind.Identify) ledger.TakeTraits(entry, customer);
    }

    // Somebody new, unless one of the other identities is somebody we know: the older customer number survives.
    private void Meet(JournalEntry entry)
    {
        var identity = _unseen[entry.Identity];
        var side = NewSide(identity, entry);
        foreach (var other in entry.Others)
        {
            if (!ledger.Book.IsSeen(other)
                || JoinGuard.Judge(side, ledger.Book.SideOf(other), IsByClient(entry), explicitly: false) != JoinVerdict.Join) continue;
            Attach(entry, entry.Identity, ledger.Book.CustomerOf(other), other);
            return;
        }
        Found(entry, entry.Identity);
    }

    private void Connect(JournalEntry entry, int other)
    {
        var (book, one) = (ledger.Book, entry.Identity);
        var isNew = !book.IsSeen(other);
        if (isNew && entry.Kind == InteractionKind.Alias && _unseen[other].Kind == Identity.UserId) return; // The call meant the other kind of id.
        if (!isNew && book.CustomerOf(one) == book.CustomerOf(other)) return;
        var side = isNew ? NewSide(_unseen[other], entry) : book.SideOf(other);
        var verdict = JoinGuard.Judge(book.SideOf(one), side, IsByClient(entry), entry.Kind == InteractionKind.Alias);
        if (!isNew && verdict == JoinVerdict.Join && IsKeptApart(entry, one, other)) return;
        switch (verdict)
        {
            case JoinVerdict.Join when isNew:
                Attach(entry, other, book.CustomerOf(one), one);
                break;
            case JoinVerdict.Join:
                Merge(entry, one, other);
                break;
            case JoinVerdict.Suggest:
                if (isNew) Found(entry, other);
                Suggest(entry, one, other);
                break;
            case JoinVerdict.LeaveApart:
                if (isNew) Found(entry, other);
                break;
            default:
                throw new InvalidOperationException("An unknown verdict.");
        }
    }

    private static bool IsByClient(JournalEntry entry) => JoinGuard.IsByClient(entry.Channel, entry.Source);

    private static JoinGuard.Side NewSide(Identity identity, JournalEntry entry) =>
        new(identity.Kind == Identity.UserId, IsKnown: false, JoinGuard.IsDevice(identity.Kind, entry.Channel));

    private void Found(JournalEntry entry, int identity)
    {
        ledger.Newcomers.Meet(identity, entry.At);
        Enter(entry, identity, identity, Why(entry));
    }

    private void Attach(JournalEntry entry, int identity, int customer, int evidence)
    {
        Enter(entry, identity, customer, Why(entry));
        Link(entry, identity, evidence);
    }

    private void Enter(JournalEntry entry, int identity, int customer, string why)
    {
        var known = _unseen[identity];
        var isShared = JoinGuard.IsDevice(known.Kind, entry.Channel);
        ledger.Tables.AddIdentity(identity, customer, known, isShared, entry.At, why, entry.Position);
        ledger.Book.Enter(identity, known.Kind, isShared, customer);
        if (ledger.Kinds.Add(known.Kind)) ledger.Tables.AddKind(known.Kind);
        if (ledger.Newcomers.Find(customer) is { } newcomer) newcomer.Add(identity, known);
        else if (known.Kind != Identity.AnonymousId) ledger.Renamed.Add(customer);
    }

    private void Merge(JournalEntry entry, int one, int other)
    {
        var (a, b) = (ledger.Book.CustomerOf(one), ledger.Book.CustomerOf(other));
        ledger.Unite(Math.Min(a, b), Math.Max(a, b));
        Link(entry, one, other);
    }

    private void Suggest(JournalEntry entry, int one, int other)
    {
        var isNew = ledger.Tables.AddSuggestion(ledger.Book.CustomerOf(one), ledger.Book.CustomerOf(other), Why(entry), entry.Position, entry.At);
        // Whoever writes Anna's address into a page three times does not make it an address of many.
        if (!isNew || ledger.Book.IsUserId(other) || IsByClient(entry) && ledger.Book.IsStrong(other)) return;
        ledger.Tables.Refuse(other);
        if (ledger.Book.Refuse(other) < JoinGuard.SharedAfterRefusals) return;
        ledger.Book.Share(other);
        ledger.Tables.Share(other);
    }

    private void Link(JournalEntry entry, int identity, int other) =>
        ledger.Tables.AddLink(identity, other, Why(entry), entry.Kind is InteractionKind.Identify or InteractionKind.Alias ? 1 : 0.9, entry.Position, entry.At);

    // A statement of our own server, made since, is newer than the colleague's word; what only came together again is not.
    private bool IsKeptApart(JournalEntry entry, int one, int other) =>
        !(entry.Kind == InteractionKind.Alias && !IsByClient(entry))
        && ledger.Tables.FindSuggestion(ledger.Book.CustomerOf(one), ledger.Book.CustomerOf(other)) is { Decision: not null };

    /// <summary>What tied identities to each other, in the words of the tables.</summary>
    internal static string Why(JournalEntry entry) => entry.Kind switch
    {
        InteractionKind.Identify => "identify",
        InteractionKind.Alias => "alias",
        InteractionKind.Track or InteractionKind.Page or InteractionKind.Screen or InteractionKind.Group => "seen together",
    };
}
