using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Throughline.Tests.Mail.Receiving;

/// <summary>A peer that talks to a receiver byte by byte, as no decent client would.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private StreamReader? _reader;

    public static async Task<RawPeer> Connect(IPEndPoint endpoint)
    {
        var peer = new RawPeer();
        await peer._client.ConnectAsync(endpoint);
        peer._reader = new StreamReader(peer._client.GetStream(), Encoding.Latin1);
        return peer;
    }

    public async Task Say(string text) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The next reply as "250" or, of several lines, the last one; null at the end of the connection.</summary>
    public async Task<string?> Hear()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        string? line;
        do line = await _reader!.ReadLineAsync(patience.Token);
        while (line is { Length: > 3 } && line[3] == '-');
        return line;
    }

    public async Task<string?> Ask(string command)
    {
        await Say(command + "\r\n");
        return await Hear();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
