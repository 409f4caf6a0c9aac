namespace Throughline.Feedback;

/// <summary>What this room's routes ask for.</summary>
public static class FeedbackPermissions
{
    public const string Read = "feedback.read", Write = "feedback.write", Answer = "feedback.answer";
}
