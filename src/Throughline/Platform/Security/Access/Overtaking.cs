namespace Throughline.Platform.Security.Access;

/// <summary>The answer to a change that was made to an older reading than what is there now.</summary>
public static class Overtaking
{
    public const string Code = "changed_meanwhile";

    public static IResult Problem(int version) => Problems.Of(StatusCodes.Status409Conflict, Code,
        $"Somebody else has saved this meanwhile; its version is {version} now. Read it again and make your change to that.");
}
