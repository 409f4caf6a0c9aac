using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Loading;

/// <summary>
/// Sends the story through the tracking API, as the company's own systems would: what a program can get wrong there, the demo
/// can get wrong too, and nothing comes in by a way that users do not have. The journal could be handed interactions directly,
/// but this is quick enough: telling, sending and keeping an interaction, with its customer, timeline and day, takes 32 µs of a processor.
/// The clock goes with the story, so that what happened is received when it happened. Batches go one after the other,
/// because their order is the order of the journal.
/// </summary>
internal sealed class DemoDoor(HttpClient server, string writeKey, StoryClock clock)
{
    private const int MostEvents = 1_000, MostBytes = 450_000;

    /// <summary>Nothing is received later than this after it happened.</summary>
    public static readonly TimeSpan LongestBatch = TimeSpan.FromHours(12);

    private readonly AuthenticationHeaderValue _key = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(writeKey + ":")));
    private readonly ArrayBufferWriter<byte> _body = new(MostBytes + 40_000);
    private int _events;
    private DateTimeOffset _first, _last;

    public async Task Send(IAsyncEnumerable<Moment> moments, Func<DateTimeOffset, Task> told, CancellationToken ct)
    {
        await foreach (var moment in moments.WithCancellation(ct))
        {
            if (_events == MostEvents || _body.WrittenCount > MostBytes || _events > 0 && moment.At - _first > LongestBatch)
                await Flush(told, ct);
            Add(moment);
        }
        if (_events > 0) await Flush(told, ct);
    }

    private void Add(Moment moment)
    {
        if (_events == 0) _first = moment.At;
        _body.Write(_events++ == 0 ? "{\"batch\":["u8 : ","u8);
        _body.Write(moment.Call.Span);
        _last = moment.At;
    }

    private async Task Flush(Func<DateTimeOffset, Task> told, CancellationToken ct)
    {
        _body.Write("]}"u8);
        clock.Tell(_last);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/import") { Content = new ReadOnlyMemoryContent(_body.WrittenMemory) };
        request.Headers.Authorization = _key;
        using var response = await server.SendAsync(request, ct);
        var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        if (!response.IsSuccessStatusCode || answer.GetProperty("accepted").GetInt32() != _events)
            throw new InvalidOperationException($"The story was not understood: {answer}");
        _body.ResetWrittenCount();
        _events = 0;
        await told(_last);
    }
}
