namespace Throughline.Customers.Segments;

/// <summary>What the segments' routes ask for.</summary>
public static class SegmentPermissions
{
    public const string Read = "segments.read", Write = "segments.write";
}
