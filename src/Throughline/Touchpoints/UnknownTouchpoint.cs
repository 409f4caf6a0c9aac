using Throughline.Platform.Security.Access;

namespace Throughline.Touchpoints;

/// <summary>What the API says of a key that no touchpoint has.</summary>
internal static class UnknownTouchpoint
{
    public static IResult Problem() =>
        Problems.Of(StatusCodes.Status404NotFound, "no_such_touchpoint", "There is no touchpoint with this key. List the touchpoints to find the right one.");
}
