using System.Collections.Concurrent;
using Throughline.Mail.Net;

namespace Throughline.Mail.Smtp;

/// <summary>Sends through one server over a few connections that are kept and used again. For any number of threads.</summary>
/// <param name="endpoint">The server.</param>
/// <param name="login">How to sign in; null where that is not needed.</param>
/// <param name="options">Limits, clock, name.</param>
/// <param name="connections">The most connections at once, from 1.</param>
public sealed class SmtpSender(MailEndpoint endpoint, MailLogin? login = null, ConnectionOptions? options = null, int connections = 4) : IAsyncDisposable
{
    /// <summary>A connection idle for longer is replaced, before the server ends it under our hands.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);

    private readonly ConnectionOptions _options = options ?? new ConnectionOptions();
    private readonly SemaphoreSlim _free = new(connections, connections);
    private readonly ConcurrentStack<(SmtpClient Client, long Since)> _idle = [];

    /// <summary>
    /// Sends one message and answers one verdict for each recipient, as <see cref="SmtpClient.Send"/> does.
    /// A server that cannot be reached now is <see cref="Delivery.TryLater"/> for all.
    /// </summary>
    /// <exception cref="AuthenticationFailedException">The login is not accepted: a matter of settings, not of this message.</exception>
    /// <exception cref="TlsFailedException">The server is not trusted.</exception>
    /// <exception cref="UnsafeArgumentException">An address could smuggle a command; nothing was sent.</exception>
    public async Task<SendResult> Send(Envelope envelope, Stream message, CancellationToken ct = default)
    {
        envelope.Check();
        if (!message.CanSeek) throw new ArgumentException("The message must be a seekable stream, because it may be sent more than once.", nameof(message));
        await _free.WaitAsync(ct);
        try
        {
            var start = message.Position;
            if (await TakeIdle(ct) is { } kept)
            {
                var result = await SendOver(kept, envelope, message, ct);

                // A kept connection that ended meanwhile says nothing about the message.
                var wasStale = kept.IsBroken && result.Verdicts.All(v => v.Delivery == Delivery.TryLater && v.Reply is null or { Code: 421 });
                if (!wasStale) return result;
                message.Position = start;
            }

            return await SendOver(await Connect(ct), envelope, message, ct);
        }
        catch (MailTransportException failure) when (failure.IsTransient)
        {
            return new([.. envelope.Recipients.Select(r => new RecipientVerdict(r.Address, Delivery.TryLater, null, failure.Message))]);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Says goodbye on all kept connections.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var kept)) await kept.Client.Quit(CancellationToken.None);
        _free.Dispose();
    }

    private async Task<SmtpClient?> TakeIdle(CancellationToken ct)
    {
        while (_idle.TryPop(out var kept))
        {
            if (!kept.Client.IsBroken && _options.Clock.GetElapsedTime(kept.Since) < LongestIdle) return kept.Client;
            await kept.Client.Quit(ct);
        }

        return null;
    }

    private async Task<SmtpClient> Connect(CancellationToken ct)
    {
        var client = await SmtpClient.Connect(endpoint, _options, ct);
        try
        {
            if (login is not null) await client.SignIn(login, ct);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private async Task<SendResult> SendOver(SmtpClient client, Envelope envelope, Stream message, CancellationToken ct)
    {
        var isDone = false;
        try
        {
            var result = await client.Send(envelope, message, ct);
            isDone = !client.IsBroken;
            return result;
        }
        finally
        {
            if (isDone) _idle.Push((client, _options.Clock.GetTimestamp()));
            else await client.DisposeAsync();
        }
    }
}
