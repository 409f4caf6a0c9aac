using System.Numerics;

namespace Throughline.JourneyEngine;

/// <summary>A set of customers, one bit each: a segment, a trait's holders, the answer to "who did this".</summary>
public sealed class CustomerSet
{
    private ulong[] _bits = [];

    /// <summary>A set of the given customers.</summary>
    public CustomerSet(IEnumerable<int> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        foreach (var customer in customers) Add(customer);
    }

    /// <summary>An empty set.</summary>
    public CustomerSet() { }

    /// <summary>How many customers are in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits) count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>Puts a customer in. Not while a question reads the set.</summary>
    public void Add(int customer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(customer);
        var word = customer >> 6;
        if (word >= _bits.Length) Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length * 2));
        _bits[word] |= 1UL << customer;
    }

    /// <summary>True when the customer is in the set.</summary>
    public bool Contains(int customer)
    {
        var word = customer >> 6;
        return (uint)word < (uint)_bits.Length && (_bits[word] >> customer & 1) != 0;
    }

    /// <summary>Those who are in both sets.</summary>
    public CustomerSet And(CustomerSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new CustomerSet { _bits = new ulong[Math.Min(_bits.Length, other._bits.Length)] };
        for (var word = 0; word < both._bits.Length; word++) both._bits[word] = _bits[word] & other._bits[word];
        return both;
    }

    /// <summary>Those who are in one of the sets or in both.</summary>
    public CustomerSet Or(CustomerSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Join([this, other]);
    }

    /// <summary>Those who are in this set and not in the other.</summary>
    public CustomerSet Without(CustomerSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var left = new CustomerSet { _bits = [.. _bits] };
        for (var word = 0; word < Math.Min(_bits.Length, other._bits.Length); word++) left._bits[word] &= ~other._bits[word];
        return left;
    }

    /// <summary>Those of everyone who are not in this set.</summary>
    public CustomerSet Not(CustomerSet everyone)
    {
        ArgumentNullException.ThrowIfNull(everyone);
        return everyone.Without(this);
    }

    /// <summary>Those who are in any of the sets.</summary>
    internal static CustomerSet Join(IEnumerable<CustomerSet> sets)
    {
        var joined = new CustomerSet();
        foreach (var set in sets)
        {
            if (joined._bits.Length < set._bits.Length) Array.Resize(ref joined._bits, set._bits.Length);
            for (var word = 0; word < set._bits.Length; word++) joined._bits[word] |= set._bits[word];
        }
        return joined;
    }

    /// <summary>The customers in ascending order.</summary>
    public IEnumerable<int> Customers()
    {
        for (var word = 0; word < _bits.Length; word++)
            for (var rest = _bits[word]; rest != 0; rest &= rest - 1) yield return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }
}
