namespace Throughline.Customers.Identities;

/// <summary>
/// Joins and splits by hand. A customer's identities hang together by links; a split retracts those that cross it, and
/// undoing a join retracts its one link, so that whatever hangs on either side by then goes with that side.
/// The side with the identity whose number the customer bears keeps the number.
/// </summary>
public sealed partial class CustomersProjection
{
    private bool JoinByHand(IdentityDecision decision)
    {
        if (!AreSeen(decision.CustomerId, decision.OtherId)) return false;
        var (one, other) = (_book!.CustomerOf(decision.CustomerId), _book.CustomerOf(decision.OtherId));
        if (one == other) return false;
        Unite(Math.Min(one, other), Math.Max(one, other));
        _tables!.AddHandLink(decision.CustomerId, decision.OtherId, decision);
        return true;
    }

    private bool UndoJoin(IdentityDecision former, IdentityDecision decision)
    {
        if (_tables!.LinksBy(former.Id) is not [var link] || !AreSeen(link.One, link.Other)) return false;
        var customer = _book!.CustomerOf(link.One);
        Settle(customer);
        var parts = LinkedParts.Of(_tables.IdentitiesOf(customer), _tables.LinksOf(customer).Where(l => l.Id != link.Id));
        var leaving = parts.First(part => part.Contains(link.Other));
        if (leaving.Contains(link.One)) return false;
        _tables.Retract(link.Id, decision);
        Part(customer, leaving);
        if (former.Evidence is { } evidence && journal.ReadAt([evidence]) is [var entry])
            _tables.AddSuggestion(_book.CustomerOf(link.One), _book.CustomerOf(link.Other), Why(entry), entry.Position, entry.At);
        return true;
    }

    private bool SplitByHand(IdentityDecision decision)
    {
        var wanted = decision.Identities.Where(_book!.IsSeen).ToList();
        if (wanted.Count == 0) return false;
        var customer = _book.CustomerOf(wanted[0]);
        Settle(customer);
        var all = _tables!.IdentitiesOf(customer);
        var leaving = all.Intersect(wanted).ToHashSet();
        if (leaving.Count == 0 || leaving.Count == all.Count) return false;
        var links = _tables.LinksOf(customer);
        foreach (var link in links.Where(l => leaving.Contains(l.One) != leaving.Contains(l.Other))) _tables.Retract(link.Id, decision);
        HoldTogether(leaving, links, decision);
        HoldTogether([.. all.Except(leaving)], links, decision);
        var (stays, leaves) = Part(customer, [.. leaving]);
        _tables.KeepApart(stays, leaves, decision);
        return true;
    }

    // The links of a side may all have led over the other side.
    private void HoldTogether(IReadOnlyCollection<int> side, IEnumerable<(int Id, int One, int Other)> links, IdentityDecision decision)
    {
        var parts = LinkedParts.Of(side, links);
        foreach (var part in parts.Skip(1)) _tables!.AddHandLink(parts[0][0], part[0], decision);
    }

    private bool UndoSplit(IdentityDecision former, IdentityDecision decision)
    {
        if (_tables!.RestoreLinks(former.Id) is not { Count: > 0 } restored) return false;
        foreach (var link in _tables.LinksBy(former.Id)) _tables.Retract(link.Id, decision);
        foreach (var (one, other) in restored)
        {
            if (!AreSeen(one, other) || _book!.CustomerOf(one) is var a && _book.CustomerOf(other) is var b && a == b) continue;
            // The number that they bore before, whichever is lower.
            var into = former.CustomerId == a || former.CustomerId == b ? former.CustomerId : Math.Min(a, b);
            Unite(into, a + b - into);
        }
        _tables.LetJoin(former.Id);
        return true;
    }

    private bool KeepApart(IdentityDecision decision)
    {
        if (!AreSeen(decision.CustomerId, decision.OtherId)) return false;
        var (one, other) = (_book!.CustomerOf(decision.CustomerId), _book.CustomerOf(decision.OtherId));
        if (one == other) return false;
        _tables!.KeepApart(one, other, decision);
        return true;
    }

    /// <summary>Makes a customer of some identities of another; the side without the customer's own number bears an earlier one of theirs,
    /// else that of its oldest identity.</summary>
    private (int Stays, int Leaves) Part(int customer, IReadOnlyList<int> side)
    {
        Settle(customer);
        var all = _tables!.IdentitiesOf(customer);
        var leaving = side.Contains(customer) ? [.. all.Except(side)] : side;
        var number = _tables.AliasesOf(customer).Where(leaving.Contains).FirstOrDefault(leaving.Min());
        _tables.TakeUpTraits(customer);
        _tables.Part(customer, number, leaving);
        _book!.Move(leaving, number);
        foreach (var part in (int[])[customer, number])
        {
            _tables.DealOutTraits(part);
            var (first, last) = _tables.SeenOf(part);
            _book.Recount(part, _tables.IdentitiesOf(part), first, last);
            _renamed.Add(part);
        }
        DealOutSuggestions(customer, number);
        return (customer, number);
    }

    // A suggestion goes with the identities that its interaction named; one without an interaction holds for both.
    private void DealOutSuggestions(int stays, int leaves)
    {
        foreach (var (id, other, evidence, decision) in _tables!.SuggestionsOf(stays))
        {
            if (other == leaves) continue;
            var named = journal.ReadAt([evidence]) is [var entry]
                ? entry.Others.Prepend(entry.Identity).Where(_book!.IsSeen).Select(_book.CustomerOf).ToHashSet()
                : [];
            if (decision is null && named.Contains(leaves) && !named.Contains(stays)) _tables.MoveSuggestion(id, stays, leaves);
            else if (decision is not null || named.Contains(leaves) == named.Contains(stays)) _tables.CopySuggestion(id, stays, leaves);
        }
    }

    private bool AreSeen(int one, int other) => _book!.IsSeen(one) && _book.IsSeen(other);
}
