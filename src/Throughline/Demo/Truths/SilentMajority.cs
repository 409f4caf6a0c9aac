using Throughline.Demo.People;

namespace Throughline.Demo.Truths;

/// <summary>Planted: most of those who buy again and again never contact anybody and never answer a survey.</summary>
internal static class SilentMajority
{
    public static Habit AnyHabit(Chance chance) =>
        chance.Pick((Habit.Loyal, 34.0), (Habit.Occasional, 34.0), (Habit.Seasonal, 14.0), (Habit.Guest, 8.0), (Habit.Looker, 10.0));

    /// <summary>Whether somebody of this habit is among the few who turn to us at all.</summary>
    public static bool SpeaksUp(Habit habit, Chance chance) => habit switch
    {
        Habit.Loyal => chance.Is(0.06),
        Habit.Occasional or Habit.Seasonal => chance.Is(0.24),
        Habit.Looker => chance.Is(0.12),
        Habit.Guest => chance.Is(0.1),
        Habit.Visitor => false,
    };

    /// <summary>Something is badly wrong: a late parcel, a payment that fails. The loyal bear even that in silence.</summary>
    public static bool SpeaksUpThisTime(Shopper who) =>
        who.SpeaksUp ? who.Chance.Is(0.6) : who.Habit is not (Habit.Loyal or Habit.Visitor) && who.Chance.Is(0.08);
}
