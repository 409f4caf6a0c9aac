using Throughline.Platform.Ui;

namespace Throughline.Data.Jobs;

/// <summary>Jobs as a person reads them. Rooms name their own kinds, so the words are made of the names.</summary>
internal static class JobWords
{
    /// <summary>Such as "Erase customer".</summary>
    public static string Of(string kind) => kind.Length == 0 ? "" : char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' ').Replace('.', ' ');

    public static Tone ToneOf(string state) => state switch
    {
        "running" => Tone.Line,
        "stopped" => Tone.Watch,
        "failing" => Tone.Hurt,
        _ => Tone.Plain,
    };
}
