using System.Text;
using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Platform.Journal.Removing;

/// <summary>
/// Finds identities in what was said about somebody else, and takes them out. An address, a number and a long id mean the
/// customer wherever they stand, in the midst of a sentence too; a short id, such as 7, only where a property is named for a person, or for
/// any id where the customer is known to be meant.
/// </summary>
internal sealed class IdentityMentions
{
    private const int MostSearchedOneByOne = 8, LongestName = 40;

    private static readonly HashSet<string> OfPersons = new(StringComparer.Ordinal)
    {
        "user", "userid", "customer", "customerid", "anonymousid", "previousid", "distinctid", "accountid", "memberid", "contactid", "clientid",
        "personid", "visitorid", "referrer", "referrerid", "referredby", "referredbyid", "card", "cardid", "cardnumber", "loyaltyid",
    };

    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly ContactsInText _contacts;
    private readonly List<byte[]> _ids = [];
    private readonly bool _readAll;

    public IdentityMentions(IEnumerable<Identity> identities)
    {
        Identity[] all = [.. identities.Where(i => i.Value.Length > 0)];
        _contacts = ContactsInText.Of(all);
        foreach (var identity in all)
        {
            _named.Add(identity.Value);
            if (identity.Kind is Identity.Email or Identity.Phone) continue;
            // What is short stands in much else: between quotes, or as a number, it is a value.
            var isPart = ContactsInText.IsLongId(identity) || identity.Value.All(char.IsAsciiDigit);
            _ids.Add(Encoding.UTF8.GetBytes(isPart ? identity.Value : $"\"{identity.Value}\""));
            _readAll |= identity.Value.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':'));
        }
        _readAll |= _contacts.HasPhone || _ids.Count > MostSearchedOneByOne;
    }

    /// <summary>False when a quick look shows that nothing of the customer stands in it.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> json)
    {
        if (_readAll || _contacts.HasEmail && (json.Contains((byte)'@') || json.IndexOf("\\u0040"u8) >= 0)) return true;
        foreach (var id in _ids) if (json.IndexOf(id) >= 0) return true;
        return false;
    }

    /// <summary>Whether text that may be no JSON (a line of a file, say) or any JSON value names the customer.</summary>
    public bool AreIn(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 128 });
            for (var named = false; reader.Read();)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    named = IsNamedForAnId(reader.GetString()!);
                    if (WithoutIn(reader.GetString()!) is not null) return true;
                }
                else if (IsMention(ref reader, named) || reader.TokenType == JsonTokenType.String && WithoutIn(reader.GetString()!) is not null) return true;
            }
            return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return WithoutIn(Encoding.UTF8.GetString(body)) is not null;
        }
    }

    /// <summary>A text with an ellipsis in place of each mention; null when there is none.</summary>
    public string? WithoutIn(string text) => _contacts.TakenOutOf(text);

    /// <summary>The same JSON with null in place of each value that is a mention, and an ellipsis where one stands in a text; null when there is
    /// none.</summary>
    /// <param name="alsoNamed">Look for short ids too, because the customer is known to be meant.</param>
    public byte[]? TakenOutOf(ReadOnlySpan<byte> json, bool alsoNamed)
    {
        using var buffer = new MemoryStream(json.Length);
        using var writer = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        bool found = false, named = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                named = alsoNamed ? IsNamedForAnId(reader.GetString()!) : IsNamedForAPerson(reader.GetString()!);
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && IsMention(ref reader, named))
            {
                found = true;
                writer.WriteNullValue();
            }
            else if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && WithoutIn(reader.GetString()!) is { } left)
            {
                found = true;
                if (reader.TokenType == JsonTokenType.String) writer.WriteStringValue(left);
                else writer.WritePropertyName(left);
            }
            else Copy(ref reader, writer);
        }
        if (!found) return null;
        writer.Flush();
        return buffer.ToArray();
    }

    private bool IsMention(ref Utf8JsonReader reader, bool named)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return _contacts.AreDigits(reader.ValueSpan) || named && _named.Contains(Encoding.UTF8.GetString(reader.ValueSpan));
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > Identity.LongestValue * 6) return false;
        var text = reader.GetString()!;
        return named && _named.Contains(text) || _contacts.Are(text);
    }

    private static bool IsNamedForAPerson(string property)
    {
        if (property.Length > LongestName) return false;
        Span<char> letters = stackalloc char[property.Length];
        var length = 0;
        foreach (var c in property) if (char.IsAsciiLetterOrDigit(c)) letters[length++] = char.ToLowerInvariant(c);
        return OfPersons.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters[..length]);
    }

    private static bool IsNamedForAnId(string property) =>
        property.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            || property.Equals("customer", StringComparison.OrdinalIgnoreCase)
            || property.Equals("card", StringComparison.OrdinalIgnoreCase);

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
            case JsonTokenType.Number: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
            case JsonTokenType.True or JsonTokenType.False: writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True); break;
            case JsonTokenType.Null: writer.WriteNullValue(); break;
            default: throw new JsonException("A stored body holds what JSON does not know.");
        }
    }
}
