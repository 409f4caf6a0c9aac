using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Feedback;

/// <summary>
/// What customers say when they are asked. Each answer is told as <see cref="AnswerGiven"/>: it comes onto the customer's timeline,
/// and whoever listens does something about it.
/// </summary>
public sealed class FeedbackRoom : Room
{
    public override IEnumerable<Permission> Permissions =>
    [
        new(FeedbackPermissions.Read, "View surveys and their answers", [.. Role.All]),
        new(FeedbackPermissions.Write, "Create and edit surveys", Role.CxManager),
        new(FeedbackPermissions.Answer, "Record what a customer answered", Role.CxManager, Role.Agent),
    ];
}
