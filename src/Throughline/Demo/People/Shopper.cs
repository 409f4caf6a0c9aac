using System.Globalization;
using Throughline.Demo.Company;

namespace Throughline.Demo.People;

/// <summary>Somebody who shops, or might.</summary>
internal sealed class Shopper
{
    private int _messages, _episodes;

    public required int Number { get; init; }
    public required Chance Chance { get; init; }
    public required Habit Habit { get; init; }
    public required string First { get; init; }
    public required string Last { get; init; }
    public required Place Place { get; init; }
    public required Device Laptop { get; init; }
    public required Device Phone { get; init; }
    public Device? App { get; init; }

    /// <summary>Turns to us when something is the matter; most people do not.</summary>
    public required bool SpeaksUp { get; init; }

    /// <summary>The months in which somebody of the habit <see cref="Habit.Seasonal"/> comes.</summary>
    public int SeasonStarts { get; init; } = 5;

    /// <summary>Shares the mail address of this member of the family.</summary>
    public Shopper? SharesMailOf { get; init; }

    /// <summary>Who told them of us.</summary>
    public Shopper? ReferredBy { get; set; }

    /// <summary>By which our own systems know somebody without an account.</summary>
    public Device? LastDevice { get; set; }

    public DateTimeOffset? CustomerSince { get; set; }

    /// <summary>Has signed up; a guest never does.</summary>
    public bool HasAccount { get; set; }

    public bool HasLeft { get; set; }
    public bool IsMember { get; set; }
    public bool ReadsMail { get; set; }
    public bool Follows { get; set; }
    public int Orders { get; set; }
    public Order? LastOrder { get; set; }

    public string UserId => $"hp-{100_000 + Number}";
    public string Email => SharesMailOf?.Email ?? $"{Names.Plain(First)}.{Names.Plain(Last)}{Number}@mail.example";
    public string Telephone => $"{Place.DialCode} {(5_000_000 + Number).ToString("000 0000", CultureInfo.InvariantCulture)}";
    public string Card => $"PINE-{(70_000_000 + Number * 13).ToString(CultureInfo.InvariantCulture)}";
    public string ReferralCode => $"{First.ToUpperInvariant()}-{Number:X}";

    public bool IsVisitor => Habit == Habit.Visitor;

    public string NextMessage() => $"hp-{Number:x}-{_messages++:x}";

    public string NextEpisode() => $"ep-{Number:x}-{++_episodes}";

    /// <summary>Where they look at the shop this time.</summary>
    public Device AnyDevice()
    {
        if (App is not null && HasAccount && Chance.Is(0.5)) return App;
        return Chance.Is(0.55) ? Phone : Laptop;
    }

    public Detail[] Traits()
    {
        List<Detail> traits = [("firstName", First), ("lastName", Last), ("email", Email), ("city", Place.City), ("country", Place.Country)];
        if (!HasAccount) return [.. traits];
        if (SharesMailOf is null) traits.Add(("phone", Telephone));
        if (IsMember) traits.Add(("loyaltyCard", Card));
        if (CustomerSince is { } since) traits.Add(("customerSince", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (ReferredBy is { } friend) traits.Add(("referredBy", friend.UserId));
        return [.. traits];
    }
}
