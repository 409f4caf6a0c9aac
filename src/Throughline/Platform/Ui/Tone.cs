namespace Throughline.Platform.Ui;

/// <summary>What a colour means. Nothing is coloured for decoration.</summary>
public enum Tone { Plain, Line, Helped, Hurt, Watch }

public static class Tones
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Plain => "tone-plain",
        Tone.Line => "tone-line",
        Tone.Helped => "tone-helped",
        Tone.Hurt => "tone-hurt",
        Tone.Watch => "tone-watch",
    };
}
