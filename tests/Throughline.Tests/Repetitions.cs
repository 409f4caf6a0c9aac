using FsCheck;

namespace Throughline.Tests;

/// <summary>
/// How often a test does again what it does: seldom and with one seed by <c>./test</c>, the stated number with seeds of its own by <c>./test long</c>.
/// </summary>
public static class Repetitions
{
    public static bool AreMany { get; } = Environment.GetEnvironmentVariable("TESTS") == "long";

    public static int Of(int many, int few) => AreMany ? many : few;

    /// <summary>Asks of made-up cases: 100 unless told, the same on each short run.</summary>
    public static void Hold(this Property property, int many = 1_000, int few = 100)
    {
        var runs = Config.QuickThrowOnFailure.WithMaxTest(Of(many, few));
        property.Check(AreMany ? runs : runs.WithReplay(20261121, 1));
    }
}
