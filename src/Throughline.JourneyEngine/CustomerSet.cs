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

    /// <summary>The customers in ascending order.</summary>
    public IEnumerable<int> Customers()
    {
        for (var word = 0; word < _bits.Length; word++)
            for (var rest = _bits[word]; rest != 0; rest &= rest - 1) yield return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }
}
