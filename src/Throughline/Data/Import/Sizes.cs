namespace Throughline.Data.Import;

/// <summary>Sizes of files as a person reads them.</summary>
public static class Sizes
{
    public static string Of(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => $"{bytes / 1e3:N0} kB",
        < 1_000_000_000 => $"{bytes / 1e6:N1} MB",
        _ => $"{bytes / 1e9:N1} GB",
    };
}
