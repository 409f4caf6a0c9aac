namespace Throughline.Customers.Joining;

/// <summary>Who decides, as a colleague reads it.</summary>
internal static class Who
{
    public static string Of(HttpContext http) => http.User.Identity?.Name is { Length: > 0 } name ? name : "a program";
}
