namespace Throughline.Platform.Ui;

/// <summary>A company's accent as the style sheets take it: tones of it that can be read, light and dark.</summary>
public static class CompanyColours
{
    /// <summary>What Throughline came with.</summary>
    public const string Usual = "#1d56c4";

    private const double Stronger = 0.18;

    /// <summary>For the style attribute of a page; null where the company chose none.</summary>
    public static string? StyleOf(string? accent)
    {
        if (Colour.Read(accent) is not { } chosen) return null;
        var (light, dark) = (chosen.On(Colour.LightGround), chosen.On(Colour.DarkGround));
        return $"--tl-accent:light-dark({light},{dark});"
            + $"--tl-accent-strong:light-dark({light.Towards(Colour.Black, Stronger)},{dark.Towards(Colour.White, Stronger)});"
            + $"--tl-on-accent:light-dark({light.TextOn},{dark.TextOn})";
    }
}
