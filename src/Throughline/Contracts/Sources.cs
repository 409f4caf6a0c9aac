namespace Throughline.Contracts;

/// <summary>By which door an interaction came, as the journal keeps it.</summary>
public static class Sources
{
    /// <summary>A write key that anybody may know: what comes with it is what a browser says, whatever it calls itself.</summary>
    public const string Public = "key:";

    /// <summary>A key that only our own servers hold.</summary>
    public const string OwnServer = "server:";

    public static bool IsPublic(string source) => source.StartsWith(Public, StringComparison.Ordinal);

    public static bool IsKey(string source) => IsPublic(source) || source.StartsWith(OwnServer, StringComparison.Ordinal);
}
