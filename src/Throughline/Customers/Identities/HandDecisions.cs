using Throughline.Contracts;
using Throughline.Platform.Journal;

namespace Throughline.Customers.Identities;

/// <summary>
/// Joins and splits by hand. A customer's identities hang together by links; a split retracts those that cross it, and
/// undoing a join retracts its one link, so that whatever hangs on either side by then goes with that side.
/// The side with the identity whose number the customer bears keeps the number.
/// </summary>
internal sealed class HandDecisions(CustomerLedger ledger, IJournal journal)
{
    /// <summary>False, with nothing changed, when there is nothing to change (any more).</summary>
    public bool CarryOut(IdentityDecision decision) => decision.Kind switch
    {
        DecisionKind.Join => JoinByHand(decision),
        DecisionKind.Split => SplitByHand(decision),
        DecisionKind.KeepApart => KeepApart(decision),
        DecisionKind.Undo => ledger.Tables.FindDecision(decision.Undoes!.Value) is { } former && former.Kind switch
        {
            DecisionKind.Join => UndoJoin(former, decision),
            DecisionKind.Split => UndoSplit(former, decision),
            DecisionKind.KeepApart => ledger.Tables.LetJoin(former.Id),
            DecisionKind.Undo => false,
        },
    };

    /// <summary>The survivor's number first, as it is when the decision is made; what had suggested a joining is noted, so that undoing brings
    /// it back. Null when there is nothing to decide.</summary>
    public IdentityDecision? Complete(IdentityDecision asked)
    {
        if (asked.Kind == DecisionKind.Split)
        {
            var customer = ledger.Book.IsSeen(asked.Identities[0]) ? ledger.Book.CustomerOf(asked.Identities[0]) : 0;
            if (customer == 0 || asked.Identities.Any(i => !ledger.Book.IsSeen(i) || ledger.Book.CustomerOf(i) != customer)) return null;
            // One identity of each side, so that the decision is found from both.
            var staying = ledger.Tables.IdentitiesOf(customer).Except(asked.Identities).Order().FirstOrDefault();
            if (staying == 0) return null;
            return asked with { CustomerId = customer, OtherId = asked.Identities.Contains(customer) ? staying : asked.Identities.Min() };
        }
        if (!ledger.Book.IsSeen(asked.CustomerId) || !ledger.Book.IsSeen(asked.OtherId)) return null;
        var (one, other) = (ledger.Book.CustomerOf(asked.CustomerId), ledger.Book.CustomerOf(asked.OtherId));
        if (one == other || asked.Kind == DecisionKind.KeepApart && ledger.Tables.FindSuggestion(one, other) is not { Decision: null }) return null;
        return asked with
        { CustomerId = Math.Min(one, other), OtherId = Math.Max(one, other),
            Evidence = ledger.Tables.FindSuggestion(one, other) is { Decision: null } open ? open.Evidence : null
        };
    }

    public CustomerId Lower(IdentityDecision decision) => new(ledger.Book.CustomerOf(decision.CustomerId));

    public CustomerId? Higher(IdentityDecision decision)
    {
        var customer = ledger.Book.CustomerOf(decision.CustomerId);
        var other = ledger.Book.CustomerOf(decision.OtherId);
        return other == customer ? null : new CustomerId(other);
    }

    private bool JoinByHand(IdentityDecision decision)
    {
        if (!ledger.AreSeen(decision.CustomerId, decision.OtherId)) return false;
        var (one, other) = (ledger.Book.CustomerOf(decision.CustomerId), ledger.Book.CustomerOf(decision.OtherId));
        if (one == other) return false;
        ledger.Unite(Math.Min(one, other), Math.Max(one, other));
        ledger.Tables.AddHandLink(decision.CustomerId, decision.OtherId, decision);
        return true;
    }

    private bool UndoJoin(IdentityDecision former, IdentityDecision decision)
    {
        if (ledger.Tables.LinksBy(former.Id) is not [var link] || !ledger.AreSeen(link.One, link.Other)) return false;
        var customer = ledger.Book.CustomerOf(link.One);
        ledger.Settle(customer);
        var parts = LinkedParts.Of(ledger.Tables.IdentitiesOf(customer), ledger.Tables.LinksOf(customer).Where(l => l.Id != link.Id));
        var leaving = parts.First(part => part.Contains(link.Other));
        if (leaving.Contains(link.One)) return false;
        ledger.Tables.Retract(link.Id, decision);
        Part(customer, leaving);
        if (former.Evidence is { } evidence && journal.ReadAt([evidence]) is [var entry])
            ledger.Tables.AddSuggestion(ledger.Book.CustomerOf(link.One), ledger.Book.CustomerOf(link.Other), Meeting.Why(entry), entry.Position, entry.At);
        return true;
    }

    private bool SplitByHand(IdentityDecision decision)
    {
        var wanted = decision.Identities.Where(ledger.Book.IsSeen).ToList();
        if (wanted.Count == 0) return false;
        var customer = ledger.Book.CustomerOf(wanted[0]);
        ledger.Settle(customer);
        var all = ledger.Tables.IdentitiesOf(customer);
        var leaving = all.Intersect(wanted).ToHashSet();
        if (leaving.Count == 0 || leaving.Count == all.Count) return false;
        var links = ledger.Tables.LinksOf(customer);
        foreach (var link in links.Where(l => leaving.Contains(l.One) != leaving.Contains(l.Other))) ledger.Tables.Retract(link.Id, decision);
        HoldTogether(leaving, links, decision);
        HoldTogether([.. all.Except(leaving)], links, decision);
        var (stays, leaves) = Part(customer, [.. leaving]);
        ledger.Tables.KeepApart(stays, leaves, decision);
        return true;
    }

    // The links of a side may all have led over the other side.
    private void HoldTogether(IReadOnlyCollection<int> side, IEnumerable<(int Id, int One, int Other)> links, IdentityDecision decision)
    {
        var parts = LinkedParts.Of(side, links);
        foreach (var part in parts.Skip(1)) ledger.Tables.AddHandLink(parts[0][0], part[0], decision);
    }

    private bool UndoSplit(IdentityDecision former, IdentityDecision decision)
    {
        if (ledger.Tables.RestoreLinks(former.Id) is not { Count: > 0 } restored) return false;
        foreach (var link in ledger.Tables.LinksBy(former.Id)) ledger.Tables.Retract(link.Id, decision);
        foreach (var (one, other) in restored)
        {
            if (!ledger.AreSeen(one, other)) continue;
            var (a, b) = (ledger.Book.CustomerOf(one), ledger.Book.CustomerOf(other));
            if (a == b) continue;
            // The number that they bore before, whichever is lower.
            var into = former.CustomerId == a || former.CustomerId == b ? former.CustomerId : Math.Min(a, b);
            ledger.Unite(into, a + b - into);
        }
        ledger.Tables.LetJoin(former.Id);
        return true;
    }

    private bool KeepApart(IdentityDecision decision)
    {
        if (!ledger.AreSeen(decision.CustomerId, decision.OtherId)) return false;
        var (one, other) = (ledger.Book.CustomerOf(decision.CustomerId), ledger.Book.CustomerOf(decision.OtherId));
        if (one == other) return false;
        ledger.Tables.KeepApart(one, other, decision);
        return true;
    }

    /// <summary>Makes a customer of some identities of another; the side without the customer's own number bears an earlier one of theirs,
    /// else that of its oldest identity.</summary>
    private (int Stays, int Leaves) Part(int customer, IReadOnlyList<int> side)
    {
        ledger.Settle(customer);
        var all = ledger.Tables.IdentitiesOf(customer);
        var leaving = side.Contains(customer) ? [.. all.Except(side)] : side;
        var number = ledger.Tables.AliasesOf(customer).Where(leaving.Contains).FirstOrDefault(leaving.Min());
        ledger.Tables.TakeUpTraits(customer);
        ledger.Tables.Part(customer, number, leaving);
        ledger.Book.Move(leaving, number);
        foreach (var part in (int[])[customer, number])
        {
            ledger.Tables.DealOutTraits(part);
            var (first, last) = ledger.Tables.SeenOf(part);
            ledger.Book.Recount(part, ledger.Tables.IdentitiesOf(part), first, last);
            ledger.Renamed.Add(part);
        }
        DealOutSuggestions(customer, number);
        return (customer, number);
    }

    // A suggestion goes with the identities that its interaction named; one without an interaction holds for both.
    private void DealOutSuggestions(int stays, int leaves)
    {
        foreach (var (id, other, evidence, decision) in ledger.Tables.SuggestionsOf(stays))
        {
            if (other == leaves) continue;
            var named = journal.ReadAt([evidence]) is [var entry]
                ? entry.Others.Prepend(entry.Identity).Where(ledger.Book.IsSeen).Select(ledger.Book.CustomerOf).ToHashSet()
                : [];
            if (decision is null && named.Contains(leaves) && !named.Contains(stays)) ledger.Tables.MoveSuggestion(id, stays, leaves);
            else if (decision is not null || named.Contains(leaves) == named.Contains(stays)) ledger.Tables.CopySuggestion(id, stays, leaves);
        }
    }
}
