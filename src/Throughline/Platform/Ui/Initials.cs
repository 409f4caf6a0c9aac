using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>The one or two letters that stand for a name.</summary>
public static class Initials
{
    /// <summary>First letters of the first and the last word, in capitals; <c>?</c> for a name without letters or digits.</summary>
    public static string Of(string? name)
    {
        var words = (name ?? "").Split([' ', '.', '-', '_', '@'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(word => char.IsLetterOrDigit(word, 0)).ToList();
        return words.Count switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpper(CultureInfo.CurrentCulture);
}
