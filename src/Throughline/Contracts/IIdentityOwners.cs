namespace Throughline.Contracts;

/// <summary>Whose each identity is, for views that keep interactions by identity. It may be asked from any thread.</summary>
public interface IIdentityOwners : IPart
{
    /// <summary>Up to this journal position it is decided whose every identity is.</summary>
    long Position { get; }

    /// <summary>Rises when everything is decided anew (a rebuild): what was learnt before counts no more.</summary>
    long Epoch { get; }

    /// <summary>The highest identity number of which the owner is known.</summary>
    int Highest { get; }

    /// <summary>The customer an identity belongs to; itself when nothing is known.</summary>
    int OwnerOf(int identity);

    /// <summary>Identities that changed hands in this epoch after being known, in order, from a count on. Their count is the next one to ask from.</summary>
    IReadOnlyList<(int Identity, int Customer)> MovesFrom(int count);
}
