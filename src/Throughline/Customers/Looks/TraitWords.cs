using System.Text;
using System.Text.Json;

namespace Throughline.Customers.Looks;

/// <summary>Traits as they read on screen.</summary>
public static class TraitWords
{
    private const int LongestValue = 200;

    /// <summary><c>firstName</c> and <c>first_name</c> read "First name".</summary>
    public static string NameOf(string trait)
    {
        var words = new StringBuilder(trait.Length + 4);
        foreach (var c in trait)
        {
            if (c is '_' or '-' or ' ') words.Append(' ');
            else if (char.IsUpper(c) && words.Length > 0 && char.IsLower(words[^1])) words.Append(' ').Append(char.ToLowerInvariant(c));
            else words.Append(c);
        }
        if (words.Length > 0) words[0] = char.ToUpperInvariant(words[0]);
        return words.ToString();
    }

    public static string ValueOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.Null => "—",
            _ => value.GetRawText(),
        };
        return text.Length == 0 ? "—" : text.Length > LongestValue ? string.Concat(text.AsSpan(0, LongestValue), "…") : text;
    }
}
