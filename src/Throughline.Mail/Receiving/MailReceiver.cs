using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Mail.Receiving;

/// <summary>Receives mail that hosts push, by SMTP or LMTP. A message is acknowledged only after it is stored.</summary>
public sealed class MailReceiver : IAsyncDisposable
{
    private readonly ReceiverOptions _options;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private readonly Task _accepting;
    private int _open;

    private MailReceiver(ReceiverOptions options, TcpListener listener)
    {
        (_options, _listener) = (options, listener);
        _accepting = Accept();
    }

    /// <summary>Where it listens, with the port that was found.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    /// <exception cref="ArgumentException">A limit is not above zero, the host's name is no single word, or TLS is demanded without a certificate.</exception>
    public static MailReceiver Start(ReceiverOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecipients, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 1);
        if (OneLine.Require(options.HostName, nameof(options)).Contains(' ', StringComparison.Ordinal))
            throw new UnsafeArgumentException("A host's name holds no space.", nameof(options));
        if (options is { RequireTls: true, Certificate: null }) throw new ArgumentException("TLS cannot be required without a certificate.", nameof(options));
        var listener = new TcpListener(options.Listen);
        listener.Start();
        return new MailReceiver(options, listener);
    }

    /// <summary>Takes no more connections, lets messages that are being stored finish, and ends the rest.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions.Keys);
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                var session = Serve(socket);
                _sessions.TryAdd(session, 0);
                _ = session.ContinueWith(done => _sessions.TryRemove(done, out _), TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException error) when (!_stopping.IsCancellationRequested)
            {
                _options.OnError(error);   // One connection failed before it began; the listener goes on.
            }
        }
    }

    private async Task Serve(Socket socket)
    {
        await Task.Yield();
        var peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var open = Interlocked.Increment(ref _open);
        try
        {
            socket.NoDelay = true;
            if (!_options.MayConnect(peer)) await TurnAway(stream, "554 5.7.1 You may not send mail here.");
            else if (open > _options.MaxConnections) await TurnAway(stream, "421 4.3.2 Too many connections, come again later.");
            else await Converse(stream, peer);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // We are stopping; the peer keeps what was not acknowledged.
        }
        catch (Exception error)
        {
            _options.OnError(error);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task Converse(NetworkStream stream, IPAddress peer)
    {
        var wire = new Wire(stream, new ConnectionOptions { Timeouts = _options.Timeouts, Clock = _options.Clock });
        await using (wire) await new ReceiverSession(wire, _options, peer).Run(_stopping.Token);
    }

    private async Task TurnAway(NetworkStream stream, string reply) => await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), _stopping.Token);
}
