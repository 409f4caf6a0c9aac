namespace Throughline.Platform.Security.Access;

/// <summary>What every route carries: the permission it asks for, or why it is open to anybody. A route without one is refused.</summary>
public interface IAccessMark;

/// <summary>Only callers with this permission pass. On a page: <c>@attribute [RequirePermission("customers.read")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequirePermissionAttribute(string permission) : Attribute, IAccessMark
{
    public string Permission => permission;
}

/// <summary>Open to anybody, for a reason that a reviewer can judge.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicPageAttribute(string why) : Attribute, IAccessMark
{
    public string Why => why;
}

/// <summary>Open to every colleague who is signed in, whatever their role: their own account.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SignedInAttribute : Attribute, IAccessMark;

public static class AccessMarks
{
    /// <summary>Only callers with this permission pass.</summary>
    public static T RequirePermission<T>(this T route, string permission) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new RequirePermissionAttribute(permission));

    /// <summary>Open to anybody, for a reason that a reviewer can judge.</summary>
    public static T Public<T>(this T route, string why) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new PublicPageAttribute(why));

    /// <summary>Open to every colleague who is signed in.</summary>
    public static T SignedIn<T>(this T route) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new SignedInAttribute());
}
