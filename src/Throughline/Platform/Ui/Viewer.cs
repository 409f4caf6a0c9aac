using Throughline.Platform.Time;

namespace Throughline.Platform.Ui;

/// <summary>The person who looks at the page: scoped to the request, filled by whoever knows who signed in.</summary>
/// <param name="Name">The person's own name.</param>
/// <param name="Company">The company whose data this is.</param>
/// <param name="May">Whether the person holds a named permission.</param>
/// <param name="Place">The calendar of where the person is; that of UTC when unknown.</param>
/// <param name="Logo">Where the company's logo is served; null without one.</param>
/// <param name="Id">The colleague's; null for a program.</param>
public sealed record Viewer(string Name, string Company, Func<string, bool> May, LocalCalendar? Place = null, string? Logo = null, Guid? Id = null)
{
    public LocalCalendar Calendar => Place ?? LocalCalendar.Utc;
}
