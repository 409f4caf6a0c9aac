using System.Globalization;
using System.Text;

namespace Throughline.Platform.Ui;

/// <summary>Makes a key for programs of a name that people read: <c>Café, upstairs</c> → <c>cafe-upstairs</c>.</summary>
public static class KeyOfName
{
    public const int Longest = 60;

    public static string Of(string? name, int longest = Longest)
    {
        var key = new StringBuilder();
        foreach (var c in (name ?? "").Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) key.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && key.Length > 0 && key[^1] != '-') key.Append('-');
        }
        return key.ToString(0, Math.Min(key.Length, longest)).Trim('-');
    }
}
