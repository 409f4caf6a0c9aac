namespace Throughline.Platform.Jobs;

/// <summary>Jobs of one lane wait for each other; those of other lanes run beside them.</summary>
/// <param name="AtOnce">How many run side by side.</param>
public sealed record Lane(string Name, int AtOnce = 1)
{
    /// <summary>For what is done in seconds, such as a reminder that is due.</summary>
    public static Lane Quick { get; } = new("quick");

    /// <summary>For what may take minutes, such as going through all customers at night.</summary>
    public static Lane Slow { get; } = new("slow");
}
