using System.Text.Json;
using Throughline.Contracts;
using Throughline.JourneyEngine;
using Throughline.Platform.WrittenNumbers;

namespace Throughline.Journeys.Index;

/// <summary>Reads from an interaction's body what the index keeps: codes of the chosen properties, and the amount.</summary>
internal sealed class BodyReader
{
    private const int OftenAgain = 200, LongestName = 64;

    private readonly StoreNames _names;
    private readonly PropertyChoice _choice;
    private readonly Dictionary<string, int> _columns;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _columnOf;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>[] _codes;
    private readonly Dictionary<string, Device> _devices = [];
    private int _valueRank;

    /// <param name="properties">In the order of the store's columns.</param>
    public BodyReader(StoreNames names, IReadOnlyList<string> properties, PropertyChoice choice)
    {
        (_names, _choice) = (names, choice);
        _columns = properties.Select((name, column) => (name, column)).ToDictionary(p => p.name, p => p.column, StringComparer.Ordinal);
        _columnOf = _columns.GetAlternateLookup<ReadOnlySpan<char>>();
        _codes = [.. properties.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>())];
    }

    /// <summary>What was paid or what it was worth, in the unit of <see cref="Amounts"/>; <see cref="JourneyRow.NoValue"/> when the body
    /// says nothing.</summary>
    public long Value { get; private set; }

    /// <param name="codes">One a column; 0 where the body says nothing.</param>
    public void Read(ReadOnlySpan<byte> body, Span<int> codes)
    {
        codes.Clear();
        (Value, _valueRank) = (JourneyRow.NoValue, 0);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isProperties, isContext) = (reader.ValueTextEquals("properties"u8), reader.ValueTextEquals("context"u8));
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) continue;
            if (isProperties) ReadProperties(ref reader, codes);
            else if (isContext) ReadContext(ref reader, codes);
            else reader.Skip();
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader, Span<int> codes)
    {
        Span<char> name = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var length = reader.ValueSpan.Length <= LongestName ? reader.CopyString(name) : 0;
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else if (length > 0 && reader.TokenType != JsonTokenType.Null) ReadProperty(ref reader, name[..length], codes);
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader, scoped ReadOnlySpan<char> name, Span<int> codes)
    {
        if (ValueRankOf(name) is > 0 and var rank && rank > _valueRank && Amount(ref reader) is { } amount) (Value, _valueRank) = (amount, rank);
        if (_columnOf.TryGetValue(name, out var column)) codes[column] = CodeOf(ref reader, column);
        else _choice.Count(name);
    }

    private void ReadContext(ref Utf8JsonReader reader, Span<int> codes)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isAgent, isCampaign, isPage) = (reader.ValueTextEquals("userAgent"u8), reader.ValueTextEquals("campaign"u8), reader.ValueTextEquals("page"u8));
            reader.Read();
            if (isAgent && reader.TokenType == JsonTokenType.String) TakeDevice(reader.GetString()!, codes);
            else if ((isCampaign || isPage) && reader.TokenType == JsonTokenType.StartObject) ReadPart(ref reader, isCampaign, codes);
            else reader.Skip();
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, bool isCampaign, Span<int> codes)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = isCampaign
                ? reader.ValueTextEquals("name"u8) ? "campaign"
                    : reader.ValueTextEquals("source"u8) ? "campaignSource"
                    : reader.ValueTextEquals("medium"u8) ? "campaignMedium"
                    : null
                : reader.ValueTextEquals("path"u8) ? "path" : null;
            reader.Read();
            if (name is not null && reader.TokenType == JsonTokenType.String && _columns.TryGetValue(name, out var column) && codes[column] == 0)
                codes[column] = CodeOf(ref reader, column);
            else reader.Skip();
        }
    }

    private void TakeDevice(string userAgent, Span<int> codes)
    {
        if (!_devices.TryGetValue(userAgent, out var device))
        {
            if (_devices.Count > 5_000) _devices.Clear();
            _devices[userAgent] = device = Device.Of(userAgent);
        }
        Set("browser", device.Browser, codes);
        Set("os", device.System, codes);
        Set("device", device.Kind, codes);
    }

    private void Set(string property, string? value, Span<int> codes)
    {
        if (value is not null && _columns.TryGetValue(property, out var column) && codes[column] == 0) codes[column] = Code(value, column);
    }

    private int CodeOf(ref Utf8JsonReader reader, int column)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return Code("true", column);
            case JsonTokenType.False: return Code("false", column);
            case JsonTokenType.Number or JsonTokenType.String when reader.ValueSpan.Length <= OftenAgain:
                Span<char> text = stackalloc char[OftenAgain];
                var length = reader.TokenType == JsonTokenType.String ? reader.CopyString(text) : System.Text.Encoding.UTF8.GetChars(reader.ValueSpan, text);
                return Code(text[..length], column);
            case JsonTokenType.Number or JsonTokenType.String:
                var whole = reader.TokenType == JsonTokenType.String ? reader.GetString()! : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                return _names.Properties[column].Code(KeptText.Of(whole));
            default: return 0;
        }
    }

    private int Code(ReadOnlySpan<char> text, int column)
    {
        if (text.IsEmpty) return 0;
        if (_codes[column].TryGetValue(text, out var code)) return code;
        if (_codes[column].Dictionary.Count > 100_000) _codes[column].Dictionary.Clear();
        return _codes[column].Dictionary[text.ToString()] = _names.Properties[column].Code(text.ToString());
    }

    // "revenue" is what the shop earned, "total" what the customer paid, "value" what it was worth.
    private static int ValueRankOf(ReadOnlySpan<char> name) => name switch { "total" => 3, "revenue" => 2, "value" => 1, _ => 0 };

    private static long? Amount(ref Utf8JsonReader reader)
    {
        decimal amount;
        if (reader.TokenType == JsonTokenType.Number) { if (!reader.TryGetDecimal(out amount)) return null; }
        else if (reader.TokenType != JsonTokenType.String || NumberText.ReadAlone(reader.GetString()!) is not { } read) return null;
        else amount = read;
        return Amounts.Kept(amount);
    }
}
