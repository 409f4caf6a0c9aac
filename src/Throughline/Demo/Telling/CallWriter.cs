using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughline.Demo.Company;
using Throughline.Demo.People;

namespace Throughline.Demo.Telling;

/// <summary>What a moment says besides its own details.</summary>
/// <param name="Type"><c>track</c>, <c>page</c>, <c>screen</c> or <c>identify</c>.</param>
/// <param name="Name">Of the event, page or screen.</param>
internal readonly record struct Call(string Type, string Name, string Channel, Shopper Who, Device? Device, string? Episode);

/// <summary>Writes a moment as the published clients of the tracking API would send it.</summary>
internal sealed class CallWriter
{
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public ReadOnlyMemory<byte> Write(DateTimeOffset at, string message, in Call call, ReadOnlySpan<Detail> details)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, Plainly);
        json.WriteStartObject();
        json.WriteString("type", call.Type);
        if (call.Type != "identify") json.WriteString(call.Type == "track" ? "event" : "name", call.Name);
        json.WriteString("messageId", message);
        WriteIdentity(json, call);
        json.WriteString("timestamp", at);
        json.WriteStartObject(call.Type == "identify" ? "traits" : "properties");
        foreach (var detail in details) detail.WriteTo(json);
        if (call.Episode is { } episode) json.WriteString("episodeId", episode);
        if (call.Device is { IsShared: false } device && call.Type != "identify") WriteDevice(json, device);
        json.WriteEndObject();
        WriteContext(json, call);
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory.ToArray();
    }

    // A browser names itself, and the account too once somebody has signed in on it; our own systems know the account alone.
    private static void WriteIdentity(Utf8JsonWriter json, in Call call)
    {
        var (who, device) = (call.Who, call.Device);
        if (device is not null) json.WriteString("anonymousId", device.Id);
        else if (!who.HasAccount) json.WriteString("anonymousId", (who.LastDevice ?? who.Laptop).Id);
        if (who.HasAccount && (device is null || device.IsSignedIn)) json.WriteString("userId", who.UserId);
    }

    private static void WriteDevice(Utf8JsonWriter json, Device device)
    {
        json.WriteString("browser", device.Browser);
        json.WriteString("device", device.Form);
        json.WriteString("os", device.System);
    }

    private static void WriteContext(Utf8JsonWriter json, in Call call)
    {
        json.WriteStartObject("context");
        json.WriteString("channel", call.Channel);
        if (call.Device?.UserAgent is { } agent) json.WriteString("userAgent", agent);
        json.WriteEndObject();
    }
}
