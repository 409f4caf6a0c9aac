namespace Throughline.Platform.Ui;

/// <summary>The person who looks at the page: scoped to the request, filled by whoever knows who signed in.</summary>
/// <param name="Name">The person's own name.</param>
/// <param name="Company">The company whose data this is.</param>
/// <param name="May">Whether the person holds a named permission.</param>
/// <param name="Zone">The person's time zone; UTC when unknown.</param>
public sealed record Viewer(string Name, string Company, Func<string, bool> May, TimeZoneInfo? Zone = null)
{
    public TimeZoneInfo TimeZone => Zone ?? TimeZoneInfo.Utc;
}
