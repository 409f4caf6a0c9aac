using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Throughline.Platform.Ui;

/// <summary>The bundle beside the program, held in memory, each file under an address that changes with its content.</summary>
public sealed partial class WebAssets
{
    public const string Prefix = "/assets/";

    private readonly FrozenDictionary<string, WebAsset> files;
    private readonly FrozenSet<string> icons;

    /// <exception cref="InvalidOperationException">The bundle is missing: the program was built without its web part.</exception>
    public WebAssets(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "app.css")))
            throw new InvalidOperationException($"The web bundle is missing in {folder}. Build the project again with Node.js 20 or later at hand.");
        files = Directory.EnumerateFiles(folder).Select(WebAsset.Read).OfType<WebAsset>().ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
        icons = SymbolId()
            .Matches(File.ReadAllText(Path.Combine(folder, "icons.svg")))
            .Select(found => found.Groups[1].Value)
            .ToFrozenSet(StringComparer.Ordinal);
    }

    public static string FolderBesideProgram => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public WebAsset? Find(string name) => files.GetValueOrDefault(name);

    /// <summary>The address of a file, which caches may keep for ever.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file in the bundle.</exception>
    public string Url(string name) => files.TryGetValue(name, out var file)
        ? $"{Prefix}{name}?v={file.Version}"
        : throw new KeyNotFoundException($"The web bundle has no file named {name}.");

    /// <exception cref="KeyNotFoundException">Tabler has no such icon.</exception>
    public string IconUrl(string icon) => icons.Contains(icon)
        ? $"{Url("icons.svg")}#{icon}"
        : throw new KeyNotFoundException($"Tabler has no icon named {icon}.");

    [GeneratedRegex("<symbol id=\"([a-z0-9-]+)\"")]
    private static partial Regex SymbolId();
}

/// <summary>One file of the bundle with its compressed twins.</summary>
public sealed record WebAsset(string Name, string ContentType, string Version, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    /// <summary>Reads a file and its twins; null for what is itself a twin or of no kind we serve.</summary>
    public static WebAsset? Read(string path)
    {
        if (TypeOf(Path.GetExtension(path)) is not { } type) return null;
        var plain = File.ReadAllBytes(path);
        var version = Convert.ToHexStringLower(SHA256.HashData(plain))[..12];
        return new(Path.GetFileName(path), type, version, plain, Twin(path + ".br"), Twin(path + ".gz"));
    }

    private static byte[]? Twin(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    private static string? TypeOf(string extension) => extension switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".webmanifest" => "application/manifest+json",
        _ => null,
    };
}
