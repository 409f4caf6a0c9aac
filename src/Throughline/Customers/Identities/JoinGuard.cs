using Throughline.Contracts;

namespace Throughline.Customers.Identities;

/// <summary>What may happen to two customers whom an interaction calls one person.</summary>
internal enum JoinVerdict { Join, Suggest, LeaveApart }

/// <summary>Decides whether customers join by themselves. A refusal becomes a suggestion for a person to look at.</summary>
internal static class JoinGuard
{
    /// <summary>One browser that this many customers have signed in on belongs to nobody.</summary>
    public const int SharedAfterRefusals = 3;

    public static JoinVerdict Judge(Side one, Side other, bool byClient, bool explicitly)
    {
        if (one.IsShared || other.IsShared) return JoinVerdict.LeaveApart;
        if (one.HasUserId && other.HasUserId) return explicitly && !byClient ? JoinVerdict.Join : JoinVerdict.Suggest;
        // Anybody can write anybody's address into a form of a web page.
        if (one.IsKnown && other.IsKnown && byClient) return JoinVerdict.Suggest;
        return JoinVerdict.Join;
    }

    /// <summary>Whether an identity stands for a place or device that many people use.</summary>
    public static bool IsDevice(string kind, string channel) =>
        SharedDevices.IsOne(kind) || kind == Identity.AnonymousId && channel is ("kiosk" or "ivr" or "store");

    /// <summary>Whether the interaction was made up outside: on a device that a stranger may hold, or with a key that a stranger may know, whatever
    /// channel or library it names.</summary>
    public static bool IsByClient(string channel, string source) => channel is "web" or "app" or "kiosk" || Sources.IsPublic(source);

    /// <summary>A customer, or an identity that is nobody's yet.</summary>
    internal readonly record struct Side(bool HasUserId, bool IsKnown, bool IsShared);
}
