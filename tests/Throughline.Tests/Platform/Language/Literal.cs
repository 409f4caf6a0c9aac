namespace Throughline.Tests.Platform.Language;

/// <summary>A text that stands in the sources, and what becomes of it.</summary>
/// <param name="Key">What it is called in a catalogue: holes are counted.</param>
internal sealed record Literal(string File, int Line, string Key, Fate Fate, string Where)
{
    public override string ToString() => $"{File}:{Line} “{Key}” ({Where})";
}

internal enum Fate
{
    /// <summary>It goes through the words of the house.</summary>
    Said,

    /// <summary>It is written for programs or programmers.</summary>
    NotForPeople,

    /// <summary>It reaches somebody as it stands.</summary>
    Bare,
}
