using Throughline.Contracts;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Rooms;
using Throughline.Platform.Security.Access;

namespace Throughline.Service;

/// <summary>
/// Conversations with customers. One is opened when somebody is unhappy with us (<see cref="AnswerGiven"/>), and is seen on their page.
/// </summary>
public sealed class ServiceRoom : Room
{
    public override IEnumerable<Permission> Permissions => [new(ServicePermissions.Read, "View conversations with customers", [.. Role.All])];
}
