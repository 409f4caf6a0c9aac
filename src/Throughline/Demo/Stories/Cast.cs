using Throughline.Demo.Company;
using Throughline.Demo.People;
using Throughline.Demo.Telling;
using Throughline.Demo.Truths;

namespace Throughline.Demo.Stories;

/// <summary>Everybody who appears, and when each comes in for the first time.</summary>
internal static class Cast
{
    /// <summary>Of known customers: those who were there before the year began.</summary>
    private const double OldShare = 0.55;

    /// <summary>Nameless visitors for each customer.</summary>
    private const double Visitors = 0.6;

    private const double FamilyShare = 0.002;

    public static Storyline Enter(World world, int customers)
    {
        var line = new Storyline(world);
        List<Shopper> old = [];
        Shopper? last = null;
        for (var number = 1; number <= customers; number++)
        {
            var who = Somebody(world, number, last);
            last = who;
            if (who.Chance.Is(ReferralWave.FriendShare) && old.Count > 0) BringFriend(line, who, old);
            else if (who.Habit != Habit.Guest && who.Chance.Is(OldShare)) ComeOver(line, who, old);
            else line.Plan(AnyTime(world, who.Chance), who, new FindingTheShop());
        }
        for (var number = 1; number <= customers * Visitors; number++)
        {
            var who = Visitor(world, customers + number);
            line.Plan(AnyTime(world, who.Chance), who, new PassingBy(who.Chance.From(0, 2)));
        }
        return line;
    }

    private static Shopper Somebody(World world, int number, Shopper? before)
    {
        var chance = Chance.Of(world.Seed, number);
        var habit = SilentMajority.AnyHabit(chance);
        var phone = Device.Phone(DeviceId('a', number), chance);
        var family = before is { SharesMailOf: null, Habit: not Habit.Guest } && habit != Habit.Guest && chance.Is(FamilyShare) ? before : null;
        return new Shopper
        {
            Number = number, Chance = chance, Habit = habit, First = chance.Pick(Names.First), Last = family?.Last ?? chance.Pick(Names.Last),
            Place = family?.Place ?? Place.Of(chance), Phone = phone, Laptop = Device.Laptop(DeviceId('b', number), chance),
            App = habit is Habit.Loyal or Habit.Occasional && chance.Is(0.3) ? Device.App(DeviceId('c', number), phone) : null,
            SpeaksUp = SilentMajority.SpeaksUp(habit, chance), SeasonStarts = chance.Is(0.7) ? 5 : 11, SharesMailOf = family,
            ReadsMail = habit != Habit.Guest && chance.Is(0.75),
        };
    }

    private static Shopper Visitor(World world, int number)
    {
        var chance = Chance.Of(world.Seed, number);
        var phone = Device.Phone(DeviceId('a', number), chance);
        return new Shopper
        {
            Number = number, Chance = chance, Habit = Habit.Visitor, First = "", Last = "", Place = Place.Of(chance), SpeaksUp = false,
            Phone = phone, Laptop = chance.Is(0.8) ? phone : Device.Laptop(DeviceId('b', number), chance),
        };
    }

    private static void ComeOver(Storyline line, Shopper who, List<Shopper> old)
    {
        old.Add(who);
        who.CustomerSince = line.World.From.AddDays(-who.Chance.Between(20, 1_800));
        line.Plan(line.World.From.AddHours(who.Chance.Between(0, 5)), who, new ComingFromTheOldSystem());
    }

    private static void BringFriend(Storyline line, Shopper who, List<Shopper> old)
    {
        var friend = who.Chance.Pick(old);
        if (friend.Habit is not Habit.Loyal) friend = who.Chance.Pick(old);
        who.ReferredBy = friend;
        line.Plan(line.World.ReferralWave.AnyTime(line.World.From.AddDays(1), who.Chance), friend, new ReferringAFriend(who));
    }

    private static DateTimeOffset AnyTime(World world, Chance chance) =>
        Rhythm.Next(world.From.AddDays(chance.Next() * (world.Today.AddDays(1) - world.From).TotalDays), 0.5, chance);

    private static string DeviceId(char kind, int number) => $"{kind}{number:x7}-5e2f-4c1d-9b7a-{(long)number * 2_654_435_761 % 0xFFFF_FFFF_FFFF:x12}";
}
