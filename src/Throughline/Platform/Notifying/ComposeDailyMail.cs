using Throughline.Contracts;
using Throughline.Platform.Channels;
using Throughline.Platform.Ui;

namespace Throughline.Platform.Notifying;

/// <summary>Writes the daily mail of whoever is asked for in this scope. No news, no mail.</summary>
public sealed class ComposeDailyMail(IEnumerable<IDailyNews> news, NotifyOff off, Viewer viewer, TimeProvider clock) : IPart
{
    /// <summary>Null when there is nothing to say.</summary>
    public async Task<Letter?> Compose(NotifyChoice choice, CancellationToken ct)
    {
        var sections = new List<NewsSection>();
        foreach (var source in news.OrderBy(n => n.Order))
            sections.AddRange((await source.Gather(choice.UserId, ct)).Where(s => s.Items.Count > 0 && choice.Wants(s.Kind)));
        if (sections.Count == 0) return null;
        var today = viewer.Calendar.Local(clock.GetUtcNow()).Written("dddd d MMMM");
        return new Letter(SubjectOf(sections), today)
        {
            Sections = sections,
            Notes = [Words.Say("You get this mail because you turned it on in your account.")],
            Off = (Words.Say("Turn off the daily mail"), off.PathFor(choice.UserId, NotifyOff.Daily)),
        };
    }

    // What is worst is told where it is read first.
    private static string SubjectOf(List<NewsSection> sections)
    {
        int Of(params string[] kinds) => sections.Where(s => kinds.Contains(s.Kind)).Sum(s => s.Items.Count);
        var (bad, good) = (Of(NewsKinds.Attention, NewsKinds.Alerts), Of(NewsKinds.Better));
        if (bad > 0) return bad == 1 ? Words.Say("1 thing needs attention") : Words.Say($"{bad} things need attention");
        return good == 1 ? Words.Say("1 thing got better") : Words.Say($"{good} things got better");
    }
}
