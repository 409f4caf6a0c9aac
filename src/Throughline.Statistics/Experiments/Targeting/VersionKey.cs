using System.Text.Json;
using System.Text.RegularExpressions;

namespace Throughline.Statistics.Experiments.Targeting;

/// <summary>
/// A version as a text that sorts as versions do: a leading v and the build part are dropped, parts are divided at dots
/// and hyphens, numbers are padded to five places, and a release sorts after its pre-releases. Source: SemVer 2.0.0 §11 as the
/// SDKs read it.
/// </summary>
internal static partial class VersionKey
{
    internal static string Of(JsonElement version)
    {
        var text = version.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Loose.ToText(version) : "";
        if (text.Length == 0) text = "0";
        var parts = Divider().Split(Dropped().Replace(text, ""));
        var padded = parts.Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? part.PadLeft(5) : part);
        return string.Join('-', parts.Length == 3 ? padded.Append("~") : padded);
    }

    internal static int Compare(JsonElement a, JsonElement b) => string.CompareOrdinal(Of(a), Of(b));

    [GeneratedRegex(@"^v|\+.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dropped();

    [GeneratedRegex("[-.]", RegexOptions.CultureInvariant)]
    private static partial Regex Divider();
}
