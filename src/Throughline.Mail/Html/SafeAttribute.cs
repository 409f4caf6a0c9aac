namespace Throughline.Mail.Html;

/// <summary>Which values an allowed attribute may have.</summary>
internal static class SafeAttribute
{
    private const int LongestText = 1000;

    /// <summary>True when the value is of the kind that the attribute calls for.</summary>
    public static bool Accepts(string name, string value) => name switch
    {
        "title" or "alt" => value.Length <= LongestText,
        "width" or "height" or "border" or "cellpadding" or "cellspacing" or "hspace" or "vspace" or "size" => IsLength(value),
        "colspan" or "rowspan" or "span" => int.TryParse(value, out var cells) && cells is > 0 and <= 1000,
        "start" or "value" => int.TryParse(value, out _),
        "bgcolor" or "color" =>
            value.Length is > 0 and <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '#' or ' ' or ',' or '(' or ')' or '%' or '.'),
        "face" => value.Length is > 0 and <= 200 && value.All(c => char.IsLetterOrDigit(c) || c is ' ' or ',' or '-' or '_' or '\'' or '"'),
        "datetime" => value.Length <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':' or '+' or '.' or ' '),
        _ => value.Length <= 40 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-'),
    };

    private static bool IsLength(string value) => value.Length is > 0 and <= 8
        && value.TrimEnd('%', 'p', 'x', ' ') is { Length: > 0 } number
        && number.All(c => char.IsAsciiDigit(c) || c is '.' or '+' or '-');
}
