using System.Buffers;
using MimeKit;
using Throughline.Mail.Reading;

namespace Throughline.Mail.Messages;

/// <summary>A media type with its parameters (RFC 2045, 5). Type and subtype are in lower case; parameter values are decoded (RFC 2231, RFC 2047).</summary>
public sealed class MediaType
{
    private static readonly SearchValues<char> EndsToken = SearchValues.Create(" \t\r\n\"',/");
    private readonly ParameterList _parameters;

    private MediaType(string type, string subtype, ParameterList parameters)
    {
        Type = type;
        Subtype = subtype;
        _parameters = parameters;
    }

    /// <summary>The top-level type, such as <c>text</c>.</summary>
    public string Type { get; }

    /// <summary>The subtype, such as <c>plain</c>.</summary>
    public string Subtype { get; }

    /// <summary>Type and subtype with the slash.</summary>
    public string Name => field ??= $"{Type}/{Subtype}";

    /// <summary>The declared charset, or null.</summary>
    public string? Charset => this["charset"]?.Split(' ', 2)[0];   // a comment may follow: us-ascii (Plain text)

    /// <summary>A parameter by name, decoded; null when absent.</summary>
    public string? this[string parameter] => _parameters.TryGetValue(parameter, out string? value) ? value : null;

    /// <summary>True for every multipart (RFC 2046, 5.1).</summary>
    public bool IsMultipart => Type == "multipart";

    /// <summary>True when this is the named type, written in lower case as <c>type/subtype</c>.</summary>
    public bool Is(string name) => Name == name;

    /// <summary>Type and subtype.</summary>
    public override string ToString() => Name;

    /// <summary>
    /// Reads a Content-Type value. Absent or unreadable answers <paramref name="otherwise"/>; a type without a subtype gets the
    /// likeliest one (<c>text</c> means <c>text/plain</c>), as RFC 2045, 5.2 advises.
    /// </summary>
    internal static MediaType Read(string? value, string otherwise = "text/plain")
    {
        if (string.IsNullOrWhiteSpace(value)) return Of(otherwise, []);
        var (head, parameters) = ParameterText.Split(value);
        var slash = head.IndexOf('/', StringComparison.Ordinal);
        var type = Token(slash < 0 ? head : head[..slash]);
        var subtype = slash < 0 ? "" : Token(head[(slash + 1)..]);
        if (type.Length == 0 || type.Contains('=', StringComparison.Ordinal)) return Of(otherwise, parameters);
        if (subtype.Length > 0) return new(type, subtype, parameters);
        return type switch
        {
            "text" => new("text", "plain", parameters),
            "multipart" => new("multipart", "mixed", parameters),
            "html" or "plain" => new("text", type, parameters),
            "application" => new("application", "octet-stream", parameters),
            "message" => new("message", "rfc822", parameters),
            _ => Of(otherwise, parameters),
        };
    }

    private static MediaType Of(string name, ParameterList parameters)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return new(name[..slash], name[(slash + 1)..], parameters);
    }

    private static string Token(string text)
    {
        var trimmed = text.AsSpan().Trim(" \t\r\n\"'");
        var end = trimmed.IndexOfAny(EndsToken);
        return (end < 0 ? trimmed : trimmed[..end]).ToString().ToLowerInvariant();
    }
}
