using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.Journal;

namespace Throughline.Journeys.Index;

/// <summary>Opens, begins and saves stores of the journey index, and says when one is filled for what holds no more.</summary>
internal sealed class JourneyStores(IndexFolder files, IJournal journal, IIdentityOwners owners, ITouchpoints touchpoints, ILogger log)
{
    private const int SmallJournal = 200_000;
    private static readonly TimeSpan BetweenChoices = TimeSpan.FromMinutes(10);

    private volatile IReadOnlyList<string> _askedFor = [];
    private long _chosenAt;

    /// <summary>The number of the store in use; 0 when there is none.</summary>
    public int Current => files.Current;

    /// <summary>The next store has a column for the property.</summary>
    public void AskFor(string property) => _askedFor = [property, .. _askedFor.Where(p => p != property).Take(PropertyChoice.Most - 1)];

    /// <summary>The store in use; null when there is none that can be gone on with.</summary>
    public JourneyFill? OpenCurrent(long head)
    {
        if (files.Current is not (> 0 and var number) || files.ReadFilledFor(number) is not { } filledFor) return null;
        try
        {
            var store = files.Open(number, filledFor);
            _askedFor = filledFor.AskedFor;
            if (store.Position <= head)
                return new JourneyFill(store, filledFor, touchpoints.Now, owners, PropertyChoice.Continue(files.ReadSeen(number)), number);
            store.Dispose();
            log.LogWarning("The journey index is ahead of the journal, which was restored from a backup; rebuilding it.");
        }
        catch (JourneyStoreDamagedException e)
        {
            log.LogError(e, "The journey index is damaged; rebuilding it from the journal.");
        }
        return null;
    }

    /// <summary>An empty store for the rules and properties as they are now.</summary>
    /// <param name="live">What it takes the place of, which knows the properties that occur.</param>
    public JourneyFill Begin(int number, JourneyFill? live, bool use)
    {
        var (book, askedFor) = (touchpoints.Now, _askedFor);
        var choice = live is null ? PropertyChoice.Sample(journal) : PropertyChoice.Continue(live.Choice.Seen);
        var filledFor = new FilledFor(book.Version, journal.Removals, choice.Choose(askedFor), askedFor);
        files.Prepare(number, filledFor);
        if (use) files.Use(number);
        _chosenAt = Environment.TickCount64;
        return new JourneyFill(files.Open(number, filledFor), filledFor, book, owners, choice, number);
    }

    /// <summary>Takes in what comes next in the journal, up to a position; false when the store has come that far.</summary>
    public bool CatchUp(JourneyFill fill, long until, int most, long mostBytes)
    {
        if (fill.Position >= until) return false;
        var entries = journal.Read(fill.Position, most, mostBytes);
        if (entries.Count > 0 && entries[^1].Position > until) entries = [.. entries.TakeWhile(e => e.Position <= until)];
        if (entries.Count == 0) fill.Store.Advance(until);
        else fill.Take(entries);
        return fill.Position < until;
    }

    /// <summary>From now on this is the store in use.</summary>
    public void Use(JourneyFill fill) => files.Use(fill.Number);

    /// <summary>Returns the journal position that is on disk by now.</summary>
    public long Save(JourneyFill fill)
    {
        fill.Store.Save();
        files.WriteSeen(fill.Number, fill.Choice.Seen);
        return fill.Position;
    }

    public bool IsOutdated(JourneyFill fill) =>
        fill.FilledFor.RulesVersion != touchpoints.Now.Version
        || fill.FilledFor.Removals != journal.Removals
        || _askedFor.Any(p => !fill.FilledFor.Properties.Contains(p))
        || (fill.HasOutgrownItsProperties && (journal.Head < SmallJournal || Environment.TickCount64 - _chosenAt > BetweenChoices.TotalMilliseconds));
}
