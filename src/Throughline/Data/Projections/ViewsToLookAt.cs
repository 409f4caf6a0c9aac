using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Projections;

namespace Throughline.Data.Projections;

/// <summary>Tells the home page that a view of the journal is in trouble or far behind.</summary>
public sealed class ViewsToLookAt(ProjectionRunner projections, IStringLocalizer<Words> words) : IAttentionSource
{
    /// <summary>More than a busy moment leaves behind.</summary>
    public const long FarBehind = 50_000;

    public string Permission => StatusPermissions.ReadStatus;

    public Task<IReadOnlyList<Attention>> Look(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Attention>>([.. projections.Status().Select(ToAttention).OfType<Attention>()]);

    private Attention? ToAttention(ProjectionStatus view) => view switch
    {
        { Trouble: { } trouble } => new($"view:{view.Name}", true, words["The projection {0} has an error", view.Name], trouble, "/data/projections",
            words["View"])
        {
            Facts = trouble,
        },
        { Lag: > FarBehind } => new($"view:{view.Name}", false, words["The projection {0} is {1:N0} interactions behind", view.Name, view.Lag],
            words["Pages that use it show an earlier state until it catches up."], "/data/projections", words["Follow progress"]),
        _ => null,
    };
}
