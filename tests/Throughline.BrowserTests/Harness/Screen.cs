using Microsoft.Playwright;

namespace Throughline.BrowserTests.Harness;

/// <summary>A size of window and a look.</summary>
public sealed record Screen(string Name, int Width, int Height, ColorScheme Look)
{
    public static readonly Screen Desktop = new("desktop", 1440, 900, ColorScheme.Light);
    public static readonly Screen Tablet = new("tablet", 1024, 768, ColorScheme.Light);
    public static readonly Screen Phone = new("phone", 390, 844, ColorScheme.Light);

    /// <summary>Desktop, tablet and phone, each light and dark.</summary>
    public static IEnumerable<Screen> All => new[] { Desktop, Tablet, Phone }.SelectMany(screen => new[] { screen, screen.Dark() });

    public Screen Dark() => this with { Look = ColorScheme.Dark };

    public override string ToString() => $"{Name}-{Width}x{Height}-{(Look == ColorScheme.Dark ? "dark" : "light")}";
}
