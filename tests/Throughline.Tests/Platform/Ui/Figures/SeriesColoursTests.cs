using System.Text.RegularExpressions;
using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Ui.Figures;

/// <summary>The colours of charts as tokens.css has them: seen on every ground, and told apart by those who see two colours instead of three.</summary>
public sealed partial class SeriesColoursTests
{
    // WCAG 2.2, success criterion 1.4.11: graphics that are needed to understand.
    private const double LeastContrast = 3;

    // In CIELAB; two tones that lie side by side differ from about 2 on, marks apart from each other need more.
    private const double LeastDistance = 12;

    // Machado, Oliveira and Fernandes 2009, severity 1: in linear RGB.
    private static readonly double[][][] Eyes =
    [
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ];

    private static readonly Lazy<string> Tokens = new(() =>
        File.ReadAllText(Path.Combine(SourceFile.Root, "Throughline", "web", "css", "tokens.css")));

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Each_is_seen_on_cards_and_on_the_ground(string look)
    {
        Colour[] grounds = [.. ((string[])["ground", "card"]).Select(name => Named(name, look))];
        Assert.All(Series(look), colour => Assert.All(grounds, ground => Assert.InRange(colour.ContrastTo(ground), LeastContrast, 21)));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void No_two_look_alike_to_anybody(string look)
    {
        var colours = Series(look);
        Assert.Equal(8, colours.Length);
        foreach (var eye in Eyes)
        {
            double[][] seen = [.. colours.Select(colour => Lab(colour, eye))];
            for (var i = 0; i < seen.Length; i++)
                for (var j = i + 1; j < seen.Length; j++)
                    Assert.True(Distance(seen[i], seen[j]) >= LeastDistance, $"{look}: {colours[i]} and {colours[j]} look alike.");
        }
    }

    private static Colour[] Series(string look) => [.. Enumerable.Range(0, 8).Select(i => Named($"series-{i}", look))];

    private static Colour Named(string name, string look)
    {
        var found = Token().Matches(Tokens.Value).First(m => m.Groups["name"].Value == name).Groups[look].Value;
        return Colour.Read(found.Length == 4 ? $"#{found[1]}{found[1]}{found[2]}{found[2]}{found[3]}{found[3]}" : found)!.Value;
    }

    private static double[] Lab(Colour colour, double[][] eye)
    {
        double[] rgb = [Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue)];
        double[] c = [.. eye.Select(row => Math.Clamp(row.Zip(rgb, (a, b) => a * b).Sum(), 0, 1))];
        var (x, y, z) = (Root(((0.4124 * c[0]) + (0.3576 * c[1]) + (0.1805 * c[2])) / 0.9505), Root((0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2])),
            Root(((0.0193 * c[0]) + (0.1192 * c[1]) + (0.9505 * c[2])) / 1.089));
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Linear(byte channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);

    private static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    [GeneratedRegex(@"--tl-(?<name>[a-z0-9-]+): light-dark\((?<light>#[0-9a-f]+), (?<dark>#[0-9a-f]+)\);")]
    private static partial Regex Token();
}
