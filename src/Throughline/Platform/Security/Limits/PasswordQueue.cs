using System.Threading.RateLimiting;

namespace Throughline.Platform.Security.Limits;

/// <summary>Lets few passwords be hashed at once, because each takes a processor for a twentieth of a second and the doors need them too.
/// The others wait in a line that has an end; devices that were let in before have a line of their own.</summary>
public sealed class PasswordQueue : IDisposable
{
    private const int LongestLine = 50;

    private readonly ConcurrencyLimiter _strangers = Line(Math.Max(1, Environment.ProcessorCount / 2)), _known = Line(1);

    /// <summary>What nobody's password is compared with, once it is made.</summary>
    internal string? NobodysHash { get; set; }

    /// <summary>Does the work when its turn comes; not done when the line is full.</summary>
    public async Task<(bool IsDone, T? Result)> Run<T>(bool isKnown, Func<T> work, CancellationToken ct)
    {
        using var turn = await (isKnown ? _known : _strangers).AcquireAsync(1, ct);
        return turn.IsAcquired ? (true, await Task.Run(work, ct)) : (false, default);
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _known.Dispose();
    }

    private static ConcurrencyLimiter Line(int atOnce) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = LongestLine,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
