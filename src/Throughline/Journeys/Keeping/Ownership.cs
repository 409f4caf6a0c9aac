using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Ui;

namespace Throughline.Journeys.Keeping;

/// <summary>
/// Says who may change what colleagues keep for everybody, such as boards: whoever it belongs to, and whoever looks after what
/// others keep. What belongs to nobody, such as what a program made, anybody may change who may keep things at all.
/// </summary>
public sealed class Ownership(Viewer viewer) : IPart
{
    /// <summary>Whether the person who asks looks after what others keep.</summary>
    public bool IsOfAll => viewer.May(JourneysPermissions.Manage);

    public bool MayChange(Guid? owner, Actor by) => owner is null || owner == by.User || IsOfAll;

    /// <param name="what">"board", "saved question", "journey".</param>
    internal static IResult NotYours(string what) =>
        Problems.Of(StatusCodes.Status403Forbidden, "not_yours",
            what switch
            {
                "board" => Words.Say($"This board belongs to a colleague. {CopyOrAsk}"),
                "saved question" => Words.Say($"This saved question belongs to a colleague. {CopyOrAsk}"),
                _ => Words.Say($"This journey belongs to a colleague. {CopyOrAsk}"),
            });

    private static string CopyOrAsk =>
        Words.Say($"Make a copy, or ask its owner or a colleague with the permission “{JourneysPermissions.Manage}” to edit it.");
}
