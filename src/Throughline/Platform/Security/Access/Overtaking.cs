namespace Throughline.Platform.Security.Access;

/// <summary>The answer to a change that was made to an older reading than what is there now.</summary>
public static class Overtaking
{
    public static IResult Problem(int version) =>
        Problem($"Someone else saved this in the meantime; it is now version {version}. Reload it and apply your change again.");

    public static IResult Problem(Sentence why) => Problems.Of(StatusCodes.Status409Conflict, "changed_meanwhile", why);
}
