namespace Throughline.Journeys.Index;

/// <summary>What a browser's own description of itself says: the maker's name, the system, the kind of device. Null where it does not say.</summary>
internal sealed record Device(string? Browser, string? System, string? Kind)
{
    /// <summary>Reads a user agent. Almost all call themselves Mozilla, Safari and Chrome; the more special name wins.</summary>
    public static Device Of(string userAgent) => new(BrowserOf(userAgent), SystemOf(userAgent), KindOf(userAgent));

    private static string? BrowserOf(string agent) =>
        Has(agent, "Edg") ? "Edge"
        : Has(agent, "OPR/") || Has(agent, "Opera") ? "Opera"
        : Has(agent, "SamsungBrowser") ? "Samsung Internet"
        : Has(agent, "Firefox/") || Has(agent, "FxiOS") ? "Firefox"
        : Has(agent, "Chrome/") || Has(agent, "CriOS") ? "Chrome"
        : Has(agent, "Safari/") ? "Safari"
        : null;

    private static string? SystemOf(string agent) =>
        Has(agent, "iPhone") || Has(agent, "iPad") ? "iOS"
        : Has(agent, "Android") ? "Android"
        : Has(agent, "Windows") ? "Windows"
        : Has(agent, "Mac OS") ? "macOS"
        : Has(agent, "CrOS") ? "ChromeOS"
        : Has(agent, "Linux") ? "Linux"
        : null;

    private static string? KindOf(string agent) =>
        Has(agent, "iPad") || Has(agent, "Tablet") || (Has(agent, "Android") && !Has(agent, "Mobile")) ? "tablet"
        : Has(agent, "Mobi") || Has(agent, "iPhone") ? "phone"
        : Has(agent, "Windows") || Has(agent, "Mac OS") || Has(agent, "Linux") || Has(agent, "CrOS") ? "computer"
        : null;

    private static bool Has(string agent, string word) => agent.Contains(word, StringComparison.Ordinal);
}
