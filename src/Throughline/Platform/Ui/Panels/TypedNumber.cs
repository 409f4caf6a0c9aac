using System.Globalization;

namespace Throughline.Platform.Ui.Panels;

/// <summary>A number that a person typed to confirm something, with or without the marks that part its thousands.</summary>
public static class TypedNumber
{
    /// <summary>Null when it is no number.</summary>
    public static long? Read(string? text)
    {
        if (text is null) return null;
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not (',' or '.' or '\'' or '’' or '_')));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
