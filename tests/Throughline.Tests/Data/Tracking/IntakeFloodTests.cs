using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Tests.Server;

namespace Throughline.Tests.Data.Tracking;

[Collection(SharedServer.Name)]
public class IntakeFloodTests(SharedServer shared)
{
    private const int TwentyMegabytes = 20 << 20;
    private static readonly byte[] Garbage = new byte[TwentyMegabytes];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RunningServer Server => shared.Server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_writes_20_MB_before_reading_still_reads_the_answer(bool chunked)
    {
        using var socket = await Connect();
        await socket.SendAsync(Head(chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {TwentyMegabytes}"), Ct);
        for (var sent = 0; sent < TwentyMegabytes; sent += 1 << 20)
        {
            if (chunked) await socket.SendAsync("100000\r\n"u8.ToArray(), Ct);
            await SendAll(socket, Garbage.AsMemory(0, 1 << 20));
            if (chunked) await socket.SendAsync("\r\n"u8.ToArray(), Ct);
        }
        if (chunked) await socket.SendAsync("0\r\n\r\n"u8.ToArray(), Ct);
        var answer = await Read(socket);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"too_large\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_20_MB_is_told_no_at_once()
    {
        using var socket = await Connect();
        await socket.SendAsync(Head($"Expect: 100-continue\r\nContent-Length: {TwentyMegabytes}"), Ct);
        Assert.StartsWith("HTTP/1.1 400", await Read(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_bodies_of_20_MB_leave_the_memory_as_it_was()
    {
        // A server of its own: what other tests send to the shared one takes memory too.
        await using var server = await RunningServer.Start(Ct);
        for (var i = 0; i < 10; i++) await Flood();
        var before = server.Memory();
        for (var i = 0; i < 190; i++) await Flood();
        Assert.True(server.Memory() < before + 60 * 1024, $"{before} kB grew to {server.Memory()} kB");

        async Task Flood() =>
            Assert.Equal((400, "too_large"), await server.Send("/v1/batch", Garbage, Ct) is var answer ? (answer.Status, answer.Code) : default);
    }

    [Fact]
    public async Task A_slow_phone_that_sends_a_few_bytes_at_a_time_is_heard()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"writeKey":"{{Server.WriteKey}}","event":"Arrived at last","userId":"slow-phone"}""");
        using var socket = await Connect();
        await socket.SendAsync(Head($"Content-Length: {body.Length}"), Ct);
        foreach (var piece in body.Chunk(20))
        {
            await socket.SendAsync(piece, Ct);
            await Task.Delay(250, Ct);
        }
        Assert.StartsWith("HTTP/1.1 200", await Read(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_hangs_up_in_the_middle_harms_nobody()
    {
        for (var i = 0; i < 20; i++)
        {
            using var socket = await Connect();
            await socket.SendAsync(Head("Content-Length: 1000"), Ct);
            await socket.SendAsync("{\"event\":"u8.ToArray(), Ct);
        }
        Assert.Equal(200, (await Server.Send("/v1/track", """{"event":"E","userId":"u"}""", Ct)).Status);
    }

    private byte[] Head(string length) =>
        Encoding.ASCII.GetBytes($"POST /v1/track HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nContent-Type: application/json\r\n{length}\r\n\r\n");

    private async Task<Socket> Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Server.Address.Port, Ct);
        return socket;
    }

    private static async Task SendAll(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, Ct)..];
    }

    private static async Task<string> Read(Socket socket)
    {
        var buffer = new byte[8192];
        var read = await socket.ReceiveAsync(buffer, Ct);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
