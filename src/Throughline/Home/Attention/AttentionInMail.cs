using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Home.Attention;

/// <summary>Tells in the daily mail what the bell shows: what is new or theirs, and what got better. What they put off or others took is left out.</summary>
public sealed class AttentionInMail(ShowAttention attention, Viewer viewer, IStringLocalizer<Words> words) : IDailyNews
{
    private const int Most = 12;

    public int Order => 200;

    public async Task<IReadOnlyList<NewsSection>> Gather(Guid user, CancellationToken ct)
    {
        if (!viewer.May(HomePermissions.Read)) return [];
        var items = (await attention.Show(user, ct)).Where(i => i.What is { Key: not null, IsAskedFor: false }).ToList();
        return
        [
            new(NewsKinds.Attention, words["Needs attention"],
                [.. items.Where(i => !i.What.IsBetter && i.State is AttentionState.New or AttentionState.Mine or AttentionState.Seen).Take(Most).Select(Told)]),
            new(NewsKinds.Better, words["Got better"], [.. items.Where(i => i.What.IsBetter && i.State == AttentionState.New).Take(Most).Select(Told)]),
        ];
    }

    private NewsItem Told(AttentionItem item) => new(
        item.What.Title, item.State == AttentionState.Mine ? words["Yours. {0}", item.What.Detail] : item.What.Detail, item.What.Href, item.What.Step,
        item.What.IsBetter ? NewsTone.Helped : item.What.IsHurt ? NewsTone.Hurt : NewsTone.Watch);
}
