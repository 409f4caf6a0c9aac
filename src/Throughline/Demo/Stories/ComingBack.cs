using Throughline.Demo.Company;
using Throughline.Demo.People;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Ordinary life: every so often somebody looks around, buys, visits a store, opens a mail or needs help, as is their habit.</summary>
internal sealed record ComingBack : IStory
{
    /// <summary>A customer who never says so, but does not come back: by chance of each occasion.</summary>
    private const double DriftsAway = 0.006;

    private const double Ends = 0.0012;

    public void Tell(Scene scene)
    {
        var (who, chance) = (scene.Who, scene.Chance);
        if (who.HasLeft) return;
        var (look, buy, store, mail, help, need) = TimesAYear(who);
        var next = Next(scene);
        scene.Tell(chance.Pick<IStory>((new BrowsingTheShop(), look), (new BuyingOnTheWeb(), buy), (new VisitingAStore(), store), (new SeeingACampaign(), mail),
            (new ReadingHelp(null), help), (new NeedingHelp(chance.Pick(Topic.AnyDay)), need)));
        if (who.Habit != Habit.Loyal && chance.Is(DriftsAway)) who.HasLeft = true;
        else if (chance.Is(Ends)) scene.Later(TimeSpan.FromHours(2), new Leaving("no-longer-needed", null));
        else scene.Later(next, this);
    }

    /// <summary>When this shopper is there again.</summary>
    public static DateTimeOffset Next(Scene scene)
    {
        var (look, buy, store, mail, help, need) = TimesAYear(scene.Who);
        var pace = scene.Who.Habit == Habit.Seasonal ? InSeason(scene.Who, scene.At) ? 2.6 : 0.1 : 1;
        return Rhythm.Next(scene.At, 365 / ((look + buy + store + mail + help + need) * pace), scene.Chance);
    }

    private static (double Look, double Buy, double Store, double Mail, double Help, double Need) TimesAYear(Shopper who)
    {
        var (look, buy, store, mail, help) = TimesAYear(who.Habit);
        if (!who.Place.NearStore) store *= 0.15;
        return (look, buy, who.HasAccount ? store : 0, who.HasAccount && who.ReadsMail ? mail : 0, help, who.SpeaksUp ? 3.6 : 0);
    }

    private static (double Look, double Buy, double Store, double Mail, double Help) TimesAYear(Habit habit) => habit switch
    {
        Habit.Loyal => (6.2, 4, 2, 7.5, 0.6),
        Habit.Occasional => (4, 1.1, 1, 5, 0.4),
        Habit.Seasonal => (5, 1.8, 1.2, 4.5, 0.4),
        Habit.Guest => (1.2, 0.5, 0, 0, 0.2),
        Habit.Looker => (5, 0, 0.5, 6.5, 0.3),
        Habit.Visitor => (1, 0, 0, 0, 0),
    };

    private static bool InSeason(Shopper who, DateTimeOffset at) => (at.Month - who.SeasonStarts + 12) % 12 < 4;
}
