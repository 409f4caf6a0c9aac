using Microsoft.AspNetCore.Identity;

namespace Throughline.Platform.Security.Access;

/// <summary>The ways a request says who it is: the local socket first, then a Bearer key, then the cookie.</summary>
public static class Schemes
{
    public const string Any = "throughline", Local = "local", Key = "key";

    public static readonly string Cookie = IdentityConstants.ApplicationScheme;
}
