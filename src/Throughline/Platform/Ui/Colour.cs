using System.Globalization;

namespace Throughline.Platform.Ui;

/// <summary>An opaque sRGB colour, and whether it can be read on another (WCAG 2.2, relative luminance and contrast ratio).</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>The least ratio for text (success criterion 1.4.3).</summary>
    public const double Readable = 4.5;

    private const int Steps = 100;

    public static readonly Colour White = new(255, 255, 255), Black = new(0, 0, 0);

    /// <summary>What cards stand on in the light and in the dark look: <c>--tl-ground</c> and <c>--tl-card</c> of tokens.css, the harder of each.</summary>
    public static readonly Colour LightGround = new(0xf5, 0xf7, 0xfa), DarkGround = new(0x19, 0x21, 0x2e);

    /// <summary>Reads <c>#rrggbb</c>; null where it is none.</summary>
    public static Colour? Read(string? text) =>
        text is ['#', ..] && text.Length == 7 && uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new Colour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : null;

    /// <summary>From 0, black, to 1, white.</summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>From 1, the same, to 21, black on white.</summary>
    public double ContrastTo(Colour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>White or black, whichever is read better on this.</summary>
    public Colour TextOn => ContrastTo(White) >= ContrastTo(Black) ? White : Black;

    /// <summary>The nearest tone of it that can be read on a ground: as it is, or so much darker or lighter as is needed.</summary>
    public Colour On(Colour ground)
    {
        var towards = ground.TextOn;
        for (var step = 0; step < Steps; step++)
            if (Towards(towards, step / (double)Steps) is var tone && tone.ContrastTo(ground) >= Readable) return tone;
        return towards;
    }

    /// <summary>A mixture; 0 is this colour, 1 the other.</summary>
    public Colour Towards(Colour other, double share) =>
        new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
