using Throughline.Contracts;
using Throughline.Platform.Ui;

namespace Throughline.Home.Attention;

/// <summary>Gathers from every room what this person should look at, what is broken first.</summary>
public sealed class ShowAttention(IEnumerable<IAttentionSource> sources, Viewer viewer) : IPart
{
    public async Task<IReadOnlyList<Contracts.Attention>> Show(CancellationToken ct)
    {
        var all = new List<Contracts.Attention>();
        foreach (var source in sources.Where(s => viewer.May(s.Permission))) all.AddRange(await source.Look(ct));
        return [.. all.OrderByDescending(a => a.IsHurt)];
    }
}
