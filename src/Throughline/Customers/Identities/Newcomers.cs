using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>
/// Customers first met in this batch. Most of them are met once and only by an id: they are written once, at the end,
/// with their name, and not written, read, renamed and indexed twice.
/// </summary>
internal sealed class Newcomers
{
    private readonly Dictionary<int, Newcomer> _met = [];

    public sealed class Newcomer
    {
        public required long FirstSeen { get; set; }
        public required long LastSeen { get; set; }
        private readonly SortedList<int, Identity> _identities = [];

        /// <summary>By their numbers, as they are read from the table later: the name does not hang on what came in one batch.</summary>
        public IReadOnlyList<Identity> Identities => [.. _identities.Values];

        public void Add(int number, Identity identity) => _identities[number] = identity;

        public bool HasTraits { get; set; }
    }

    public void Meet(int customer, long at) => _met[customer] = new Newcomer { FirstSeen = at, LastSeen = at };

    public Newcomer? Find(int customer) => _met.GetValueOrDefault(customer);

    /// <summary>False when the customer was known before this batch.</summary>
    public bool Touch(int customer, long at)
    {
        if (Find(customer) is not { } newcomer) return false;
        newcomer.FirstSeen = Math.Min(newcomer.FirstSeen, at);
        newcomer.LastSeen = Math.Max(newcomer.LastSeen, at);
        return true;
    }

    public Newcomer? Take(int customer) => _met.Remove(customer, out var newcomer) ? newcomer : null;

    public IReadOnlyList<int> All => [.. _met.Keys.Order()];

    public void Clear() => _met.Clear();
}
