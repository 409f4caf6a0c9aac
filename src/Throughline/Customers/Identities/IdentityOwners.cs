using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>
/// Shows other views whose each identity is. The projection hands in a new book when it starts over and says after each
/// commit how far it has come; readers never wait for it.
/// </summary>
[OneForAll]
public sealed class IdentityOwners : IIdentityOwners
{
    private volatile State _now = new(new IdentityBook(), Epoch: 0, Position: 0, Moves: 0);

    public long Position => _now.Position;
    public long Epoch => _now.Epoch;
    public int Highest => _now.Book.Highest;

    public int OwnerOf(int identity) => _now.Book.IsSeen(identity) ? _now.Book.CustomerOf(identity) : identity;

    public IReadOnlyList<(int Identity, int Customer)> MovesFrom(int count)
    {
        var now = _now;
        return now.Book.MovesBetween(count, now.Moves);
    }

    /// <summary>Everything is decided by this book from now on.</summary>
    internal void StartOver(IdentityBook book, long position) => _now = new State(book, _now.Epoch + 1, position, book.Moves);

    /// <summary>What the book holds is saved up to this position.</summary>
    internal void Saved(long position) => _now = _now with { Position = position, Moves = _now.Book.Moves };

    private sealed record State(IdentityBook Book, long Epoch, long Position, int Moves);
}
