using System.Security.Claims;
using Throughline.Platform.Security.Access;

namespace Throughline.Tests.Platform.Undo;

/// <summary>The operator of the machine, as a request of the command line has them.</summary>
internal static class Operators
{
    public static ClaimsPrincipal Who { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "local operator")], Schemes.Local));
}
