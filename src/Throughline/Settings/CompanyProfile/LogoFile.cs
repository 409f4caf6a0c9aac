using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Throughline.Platform.OurCompany;

namespace Throughline.Settings.CompanyProfile;

/// <summary>A picture that somebody uploads as the logo: what it is, its bytes say and nothing else.</summary>
public static class LogoFile
{
    public const int MostBytes = 512 * 1024;

    private const int HashLength = 16;

    /// <summary>What of an SVG acts or reaches out. The route that serves it forbids both as well; what has them is no logo.</summary>
    private static readonly string[] Acting = ["script", "foreignObject", "iframe", "embed", "object", "audio", "video", "animate", "set", "handler"];

    /// <summary>The logo, or null and what is wrong.</summary>
    public static (CompanyLogo? Logo, string Why) Read(byte[] bytes)
    {
        if (bytes.Length == 0) return (null, Words.Say("Choose an image."));
        if (bytes.Length > MostBytes) return (null, Words.Say($"The image is larger than {MostBytes / 1024} kB. Choose a smaller one."));
        if (TypeOf(bytes) is not { } type) return (null, Words.Say("Choose a PNG, JPEG, WebP or SVG image without scripts or external references."));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];
        return (new CompanyLogo { Type = type, Bytes = bytes, Hash = hash }, "");
    }

    private static string? TypeOf(byte[] bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => IsHarmlessSvg(bytes) ? "image/svg+xml" : null,
    };

    private static bool IsHarmlessSvg(byte[] bytes)
    {
        try
        {
            // No document type: entities could grow without end, and name files of the server.
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
            var root = XDocument.Load(reader).Root!;
            return root.Name is { LocalName: "svg", NamespaceName: "http://www.w3.org/2000/svg" } && root.DescendantsAndSelf().All(IsHarmless);
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsHarmless(XElement element) =>
        !Acting.Contains(element.Name.LocalName, StringComparer.OrdinalIgnoreCase)
        && !(element.Name.LocalName == "style" && ReachesOut(element.Value))
        && element.Attributes().All(a => !a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            && (a.Name.LocalName != "href" || a.Value.StartsWith('#') || a.Value.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            && !(a.Name.LocalName == "style" && ReachesOut(a.Value)));

    private static bool ReachesOut(string css) =>
        css.Contains("@import", StringComparison.OrdinalIgnoreCase) || css.Contains("//", StringComparison.Ordinal);
}
