using Throughline.Demo.Company;

namespace Throughline.Demo.People;

/// <summary>A browser, the app, or a kiosk in a store.</summary>
/// <param name="Id">The <c>anonymousId</c> it sends.</param>
/// <param name="Form"><c>phone</c>, <c>laptop</c> or <c>kiosk</c>.</param>
/// <param name="IsShared">Many people use it.</param>
internal sealed record Device(string Id, string Channel, string Browser, string Form, string System, string? UserAgent, bool IsShared = false)
{
    private const string Webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)", Blink = "AppleWebKit/537.36 (KHTML, like Gecko)";

    public bool IsSignedIn { get; set; }

    public static Device Phone(string id, Chance chance) => chance.Pick(("Safari", 42.0), ("Chrome", 50.0), ("Firefox", 8.0)) switch
    {
        "Safari" => new(id, "web", "Safari", "phone", "iOS",
            $"Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) {Webkit} Version/19.1 Mobile/15E148 Safari/604.1"),
        "Chrome" => new(id, "web", "Chrome", "phone", "Android", $"Mozilla/5.0 (Linux; Android 16; K) {Blink} Chrome/150.0.0.0 Mobile Safari/537.36"),
        var firefox => new(id, "web", firefox, "phone", "Android", "Mozilla/5.0 (Android 16; Mobile; rv:152.0) Gecko/152.0 Firefox/152.0"),
    };

    public static Device Laptop(string id, Chance chance) => chance.Pick(("Chrome", 52.0), ("Safari", 22.0), ("Edge", 15.0), ("Firefox", 11.0)) switch
    {
        "Chrome" => new(id, "web", "Chrome", "laptop", "Windows", $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Blink} Chrome/150.0.0.0 Safari/537.36"),
        "Safari" => new(id, "web", "Safari", "laptop", "macOS", $"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {Webkit} Version/19.1 Safari/605.1.15"),
        "Edge" =>
            new(id, "web", "Edge", "laptop", "Windows", $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Blink} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0"),
        var firefox => new(id, "web", firefox, "laptop", "Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0"),
    };

    public static Device App(string id, Device phone) => new(id, "app", "App", "phone", phone.System, null);

    public static Device Kiosk(Store store) => new(store.Kiosk, "kiosk", "Kiosk", "kiosk", "Linux", null, IsShared: true);
}
