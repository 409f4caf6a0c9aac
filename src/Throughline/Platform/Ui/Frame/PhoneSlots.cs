using System.Security.Claims;
using Throughline.Platform.Colleagues;

namespace Throughline.Platform.Ui.Frame;

/// <summary>Which rooms stand in the bar of a phone, beside "More": those that somebody’s day is made of.</summary>
public static class PhoneSlots
{
    private const int BesideMore = 3;
    private static readonly string[] OfAgents = ["inbox", "customers", "knowledge"], OfOthers = ["home", "journeys", "feedback"];

    /// <summary>Three of the entries, each that there is not replaced by the next; all of them where there are no more than four.</summary>
    public static IReadOnlyList<MenuEntry> For(ClaimsPrincipal? who, IReadOnlyList<MenuEntry> entries)
    {
        if (entries.Count <= BesideMore + 1) return entries;
        var wanted = who?.IsInRole(Role.Agent) == true ? OfAgents : OfOthers;
        var others = new Queue<MenuEntry>(entries.Where(entry => !wanted.Contains(entry.Key)));
        return
        [
            .. wanted
                .Select(key => entries.FirstOrDefault(entry => entry.Key == key) ?? (others.TryDequeue(out var next) ? next : null))
                .OfType<MenuEntry>(),
        ];
    }
}
