using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Throughline.Statistics.Experiments.Targeting;

/// <summary>
/// JSON may escape half a surrogate pair (RFC 8259 §8.2), which no .NET text can hold. Every half becomes U+FFFD, so that what
/// a visitor sends cannot break an evaluation.
/// </summary>
internal static partial class WholeText
{
    internal static JsonElement Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Undefined) return json;
        var raw = JsonMarshal.GetRawUtf8Value(json);
        if (raw.IndexOf(@"\ud"u8) < 0 && raw.IndexOf(@"\uD"u8) < 0) return json;
        using var mended = JsonDocument.Parse(Half().Replace(Encoding.UTF8.GetString(raw), @"\ufffd"));
        return mended.RootElement.Clone();
    }

    // An escape begins after an even number of backslashes.
    [GeneratedRegex(
        """(?<=(?<!\\)(?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Half();
}
