using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Servers;

/// <summary>A protocol adversary: says what a script says, when it says, and hangs up when it pleases. One script for each connection; the
/// last one repeats.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<ScriptedPeer, Task>[] _scripts;
    private readonly Task _accepting;

    private ScriptedServer(Func<ScriptedPeer, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        _accepting = Accept();
    }

    public int Connections { get; private set; }

    /// <summary>Every line that any client said.</summary>
    public List<string> Heard { get; } = [];

    public MailEndpoint Endpoint => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, TransportSecurity.None);

    public static ScriptedServer Start(params Func<ScriptedPeer, Task>[] scripts) => new(scripts);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        var peers = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptTcpClientAsync(_stopping.Token);
                peers.Add(Serve(socket, _scripts[Math.Min(Connections, _scripts.Length - 1)]));
                Connections++;
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(peers);
        }
    }

    private async Task Serve(TcpClient socket, Func<ScriptedPeer, Task> script)
    {
        await Task.Yield();
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                await script(new ScriptedPeer(socket.GetStream(), Heard, _stopping.Token));
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or EndOfStreamException)
            {
                // The client hung up, or the test is over.
            }
        }
    }
}

/// <summary>The adversary's end of one connection.</summary>
internal sealed class ScriptedPeer(NetworkStream stream, List<string> heard, CancellationToken ct)
{
    public CancellationToken Stopping => ct;

    public async Task Say(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);

    public async Task Line(string text) => await Say(text + "\r\n");

    public async Task<string> Hear()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, ct) == 1)
        {
            if (one[0] != '\n') { line.Append((char)one[0]); continue; }
            var text = line.ToString().TrimEnd('\r');
            lock (heard) heard.Add(text);
            return text;
        }

        throw new EndOfStreamException();
    }

    public async Task<byte[]> HearBytes(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    /// <summary>Says nothing more but keeps the connection open until the test is over.</summary>
    public Task FallSilent() => Task.Delay(Timeout.Infinite, ct);
}
