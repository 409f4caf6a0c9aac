using System.Collections.Frozen;
using System.Text;

namespace Throughline.Mail.Html;

/// <summary>Filters inline styles: known harmless properties with plain values. Nothing can load, overlay, escape or run.</summary>
internal static class SafeStyle
{
    private const int LongestValue = 300;

    private static readonly FrozenSet<string> Properties = (
        "background-color border border-bottom border-bottom-color border-bottom-left-radius border-bottom-right-radius "
            + "border-bottom-style border-bottom-width border-collapse border-color border-left border-left-color border-left-style "
            + "border-left-width border-radius border-right border-right-color border-right-style border-right-width border-spacing "
            + "border-style border-top border-top-color border-top-left-radius border-top-right-radius border-top-style border-top-width "
            + "border-width box-sizing caption-side clear color direction display empty-cells float font font-family font-size font-style "
            + "font-variant font-weight height letter-spacing line-height list-style-position list-style-type margin margin-bottom "
            + "margin-left margin-right margin-top max-height max-width min-height min-width overflow-wrap padding padding-bottom "
            + "padding-left padding-right padding-top table-layout text-align text-decoration text-decoration-color text-decoration-line "
            + "text-decoration-style text-indent text-transform vertical-align white-space width word-break word-spacing word-wrap background")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Functions = ["rgb", "rgba", "hsl", "hsla"];

    /// <summary>The declarations that may stay, in order; empty when none may.</summary>
    public static string Clean(string style)
    {
        var kept = new StringBuilder();
        foreach (var declaration in style.Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;
            var name = declaration[..colon].Trim().ToLowerInvariant();
            var value = declaration[(colon + 1)..].Trim();
            if (!Properties.Contains(name) || !IsPlain(name, value)) continue;
            if (kept.Length > 0) kept.Append("; ");
            // Of "background" only a colour is let through.
            kept.Append(name == "background" ? "background-color" : name).Append(": ").Append(value);
        }
        return kept.ToString();
    }

    /// <summary>True when the style hides the element from a reader.</summary>
    public static bool Hides(string style)
    {
        var packed = string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return packed.Contains("display:none", StringComparison.Ordinal)
            || packed.Contains("mso-hide:all", StringComparison.Ordinal)
            || packed.Contains("visibility:hidden", StringComparison.Ordinal);
    }

    private static bool IsPlain(string name, string value)
    {
        if (value.Length is 0 or > LongestValue) return false;
        foreach (var c in value)
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '#' or '%' or '.' or ',' or '(' or ')' or '-' or '+' or '!' or '"' or '\'')) return false;
        // Negative distances could lay one thing over another.
        if (name is not ("letter-spacing" or "word-spacing") && HasNegative(value)) return false;
        if (name == "background" && value.Contains(' ', StringComparison.Ordinal) && !value.StartsWith("rgb", StringComparison.OrdinalIgnoreCase)) return false;
        return OnlyKnownFunctions(value);
    }

    private static bool HasNegative(string value)
    {
        for (var i = 0; i + 1 < value.Length; i++)
            if (value[i] == '-' && (i == 0 || !char.IsAsciiLetterOrDigit(value[i - 1])) && (char.IsAsciiDigit(value[i + 1]) || value[i + 1] == '.'))
                return true;
        return false;
    }

    private static bool OnlyKnownFunctions(string value)
    {
        for (var open = value.IndexOf('(', StringComparison.Ordinal); open >= 0; open = value.IndexOf('(', open + 1))
        {
            var from = open;
            while (from > 0 && (char.IsAsciiLetterOrDigit(value[from - 1]) || value[from - 1] == '-')) from--;
            if (!Functions.Contains(value[from..open].ToLowerInvariant())) return false;
        }
        return true;
    }
}
