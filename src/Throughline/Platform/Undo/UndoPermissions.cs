namespace Throughline.Platform.Undo;

/// <summary>What the routes that undo ask for, beside what the act itself asked for. The settings say it in words.</summary>
public static class UndoPermissions
{
    public const string Undo = "acts.undo";
}
