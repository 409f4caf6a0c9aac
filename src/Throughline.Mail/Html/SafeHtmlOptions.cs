namespace Throughline.Mail.Html;

/// <summary>What may be shown of an HTML body.</summary>
public sealed record SafeHtmlOptions
{
    /// <summary>Nothing is fetched: images from elsewhere are left out.</summary>
    public static SafeHtmlOptions Default { get; } = new();

    /// <summary>True when the reader asked for images from elsewhere (http and https only).</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Answers the address under which an image of the message itself can be shown, by its Content-ID or Content-Location; null
    /// when there is none.</summary>
    public Func<string, string?> OwnImage { get; init; } = _ => null;
}

/// <summary>An HTML body made safe.</summary>
/// <param name="Html">A fragment that holds only allowed elements, attributes, addresses and styles, every element closed.</param>
/// <param name="RemoteLeftOut">How many images from elsewhere were left out, so that a page can offer to show them.</param>
public sealed record SafeHtmlBody(string Html, int RemoteLeftOut);
