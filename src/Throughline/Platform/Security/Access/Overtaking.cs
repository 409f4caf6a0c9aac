namespace Throughline.Platform.Security.Access;

/// <summary>The answer to a change that was made to an older reading than what is there now.</summary>
public static class Overtaking
{
    public static IResult Problem(int version) =>
        Problem($"Somebody else has saved this meanwhile; its version is {version} now. Read it again and make your change to that.");

    public static IResult Problem(Sentence why) => Problems.Of(StatusCodes.Status409Conflict, "changed_meanwhile", why);
}
