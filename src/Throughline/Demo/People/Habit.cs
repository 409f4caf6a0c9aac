namespace Throughline.Demo.People;

/// <summary>How somebody lives with the shop over a year.</summary>
internal enum Habit
{
    /// <summary>Buys again and again.</summary>
    Loyal,

    /// <summary>Buys once or twice a year.</summary>
    Occasional,

    /// <summary>Comes for one season and is away for the rest of the year.</summary>
    Seasonal,

    /// <summary>Bought without an account.</summary>
    Guest,

    /// <summary>Reads the newsletter, looks around, and does not buy.</summary>
    Looker,

    /// <summary>A browser without a name that came by.</summary>
    Visitor,
}
