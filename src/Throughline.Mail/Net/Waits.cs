using System.Net.Sockets;

namespace Throughline.Mail.Net;

/// <summary>Waits that have a name and a limit.</summary>
internal static class Waits
{
    /// <summary>Does the work within the limit.</summary>
    /// <exception cref="MailTimeoutException">It took too long.</exception>
    /// <exception cref="ConnectionLostException">The connection ended meanwhile.</exception>
    public static async ValueTask<T> Bounded<T>(
        ConnectionOptions options, TimeSpan limit, string awaited, Func<CancellationToken, ValueTask<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var late = new CancellationTokenSource(limit, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailTimeoutException(awaited, limit);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            throw new ConnectionLostException($"The connection was lost while waiting for {awaited}: {error.Message}", error);
        }
    }
}
