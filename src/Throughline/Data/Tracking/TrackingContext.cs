using System.Text;
using System.Text.Json;

namespace Throughline.Data.Tracking;

/// <summary>What an event's context says that we act on: channel, library, address.</summary>
internal sealed class TrackingContext
{
    private Range? _ip;
    private string? _ipText;

    public string? Channel { get; private set; }
    public string? Library { get; private set; }

    public static TrackingContext Read(ReadOnlySpan<byte> json)
    {
        var context = new TrackingContext();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = TrackingLimits.Depth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isChannel, isLibrary, isIp) = (reader.ValueTextEquals("channel"u8), reader.ValueTextEquals("library"u8), reader.ValueTextEquals("ip"u8));
            reader.Read();
            if (isChannel) context.Channel = ChannelFromLibrary.Named(ref reader);
            else if (isLibrary && reader.TokenType == JsonTokenType.StartObject) context.ReadLibrary(ref reader);
            else if (isIp && reader.TokenType == JsonTokenType.String)
            {
                context._ip = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
                context._ipText = reader.GetString();
            }
            reader.Skip();
        }
        return context;
    }

    /// <summary>Copies the context, with its address shortened, or with the caller's where a browser left it to us.</summary>
    public void CopyTo(SegmentBodies bodies, ReadOnlySpan<byte> json, TrackingCall call)
    {
        if (_ip is { } ip && !call.KeepFullIp)
        {
            bodies.Add(json[..ip.Start.Value]);
            bodies.Add(Quoted(TruncatedIp.Of(_ipText!) ?? ""));
            bodies.Add(json[ip.End.Value..]);
        }
        else if (_ip is null && call.Client is { } client && ChannelFromLibrary.IsBrowser(Library))
        {
            // A browser's context holds at least its library, so a comma follows.
            bodies.Add("{\"ip\":"u8);
            bodies.Add(Quoted(call.KeepFullIp ? client.ToString() : TruncatedIp.Of(client)));
            bodies.Add(","u8);
            bodies.Add(json[1..]);
        }
        else bodies.Add(json);
    }

    private static byte[] Quoted(string address) => Encoding.UTF8.GetBytes($"\"{address}\"");

    private void ReadLibrary(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth + 1 || !reader.ValueTextEquals("name"u8)) continue;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) Library = LibraryName(ref reader);
        }
    }

    private static string LibraryName(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("analytics.js"u8) ? "analytics.js"
            : reader.ValueTextEquals("@segment/analytics-node"u8) ? "@segment/analytics-node"
            : reader.GetString()!;
}
