using Microsoft.AspNetCore.Components;

namespace Throughline.Home.Attention;

/// <summary>A part of a page that shows what needs attention.</summary>
public abstract class AttentionPart : ComponentBase
{
    [Parameter, EditorRequired] public required IReadOnlyList<AttentionItem> Items { get; set; }

    [CascadingParameter] public HttpContext? Http { get; set; }

    /// <summary>What is not good news and not put off.</summary>
    protected List<AttentionItem> Bad => [.. Items.Where(i => !i.What.IsBetter && i.IsOpen)];

    protected List<AttentionItem> Good => [.. Items.Where(i => i.What.IsBetter && i.IsOpen)];

    protected List<AttentionItem> Snoozed => [.. Items.Where(i => !i.IsOpen)];

    /// <summary>What rings the bell: good news does not.</summary>
    protected int New => Items.Count(i => i.IsNew && !i.What.IsBetter);
}
