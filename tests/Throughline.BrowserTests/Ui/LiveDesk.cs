using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Throughline.BrowserTests.Ui;

/// <summary>A small stand-in for the live endpoint: one stream a connection, each told of the topics it asked for.</summary>
public sealed class LiveDesk
{
    private readonly Lock gate = new();
    private readonly List<(string[] Topics, Channel<string> Stream)> streams = [];

    /// <summary>How many connections are open now.</summary>
    public int Connections { get { lock (gate) return streams.Count; } }

    /// <summary>How many open connections asked for this topic.</summary>
    public int ListenersOf(string topic)
    {
        lock (gate) return streams.Count(stream => stream.Topics.Contains(topic));
    }

    public void Tell(string topic)
    {
        lock (gate)
            foreach (var stream in streams.Where(stream => stream.Topics.Contains(topic))) stream.Stream.Writer.TryWrite(topic);
    }

    public void Close()
    {
        lock (gate) foreach (var stream in streams) stream.Stream.Writer.TryComplete();
    }

    public async Task Serve(HttpContext http, string topics, CancellationToken ct)
    {
        var mine = (Topics: topics.Split(','), Stream: Channel.CreateUnbounded<string>());
        lock (gate) streams.Add(mine);
        try
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync(": open\n\n", ct);
            await http.Response.Body.FlushAsync(ct);
            await foreach (var topic in mine.Stream.Reader.ReadAllAsync(ct))
            {
                await http.Response.WriteAsync($"event: topic\ndata: {topic}\n\n", ct);
                await http.Response.Body.FlushAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The page closed.
        }
        finally
        {
            lock (gate) streams.Remove(mine);
        }
    }
}
