using System.Text.Json;
using Microsoft.Extensions.Localization;
using Throughline.Contracts;
using Throughline.Platform.Journal;
using Throughline.Platform.OurCompany;

namespace Throughline.Platform.Ui.Interactions;

/// <summary>Puts an interaction into a customer's words. What is not known by name keeps the name it came with.</summary>
public sealed class StoryTeller(IStringLocalizer<Words> words, IEnumerable<IKnowStories> rooms, CompanyCard? company = null) : IPart
{
    private static readonly string[] SelfService = ["web", "app", "kiosk", "ivr"];
    private readonly Dictionary<string, StoryPattern> _ofRooms = rooms
        .SelectMany(room => room.Stories)
        .ToDictionary(known => known.Event, known => known.Story);

    // Amounts that name no currency are in the company's.
    private readonly Lazy<string?> _currency = new(() => company?.Now.Currency);

    public Story Tell(JournalEntry entry)
    {
        var body = JsonElement.Parse(entry.Body.Span);
        return Tell(entry.Kind, entry.Event, entry.Channel,
            body.TryGetProperty("properties", out var said) || body.TryGetProperty("traits", out said) ? said : default);
    }

    /// <param name="name">The event's name as the journal has it, such as <c>page:Tents</c>; empty for calls without one.</param>
    /// <param name="properties">What the call said: its properties, or its traits.</param>
    public Story Tell(InteractionKind kind, string name, string channel, JsonElement properties)
    {
        var said = new Said(properties, _currency.Value);
        return kind switch
        {
            InteractionKind.Page => View(name["page:".Length..], said, "Viewed “{0}”", "Viewed a page", "browser"),
            InteractionKind.Screen => View(name["screen:".Length..], said, "Viewed the screen “{0}”", "Viewed a screen", "device-mobile"),
            InteractionKind.Identify => new Story(words["Identified themselves"], said.Names(), "id", Tone.Plain, Passing: true),
            InteractionKind.Alias => new Story(words["Identified as the same customer"], null, "link", Tone.Plain, Passing: true),
            InteractionKind.Group =>
                new Story(words["Joined a group"], said.Text("name") ?? said.Text("groupId"), "users-group", Tone.Plain, Passing: true),
            InteractionKind.Track => Event(name, channel, said),
        };
    }

    /// <summary>What an event is called among people: "Viewed a product". One that is not known by name keeps it.</summary>
    public string NameOf(string name)
    {
        if (name.StartsWith("page:", StringComparison.Ordinal)) return View(name["page:".Length..], default, "Viewed “{0}”", "Viewed a page", "").Title;
        if (name.StartsWith("screen:", StringComparison.Ordinal))
            return View(name["screen:".Length..], default, "Viewed the screen “{0}”", "Viewed a screen", "").Title;
        return StoryPattern.Known.TryGetValue(name, out var pattern) || _ofRooms.TryGetValue(name, out pattern) ? words[pattern.Without] : name;
    }

    private Story View(string name, Said said, [Said] string with, [Said] string without, string icon)
    {
        var title = name.Length > 0 ? name : said.Text("title") ?? said.Text("path");
        var path = said.Text("path") ?? said.Text("url");
        return new Story(title is null ? words[without] : words[with, title], path == title ? null : path, icon, Tone.Plain, Passing: true, title);
    }

    private Story Event(string name, string channel, Said said)
    {
        if (!StoryPattern.Known.TryGetValue(name, out var pattern) && !_ofRooms.TryGetValue(name, out pattern))
            return new Story(name, said.FirstFew(), null, Tone.Plain, Passing: SelfService.Contains(channel));
        var subject = said.About(pattern.Subject);
        return new Story(Title(pattern, subject, said), Aside(pattern, said), pattern.Icon, pattern.Tone, pattern.Passing,
            pattern.Subject == Subject.Product ? subject : null);
    }

    private string Title(StoryPattern pattern, string? subject, Said said)
    {
        if (pattern.FromUs is { } fromUs && said.Text("direction") == "out") return words[fromUs];
        return subject is null ? words[pattern.Without] : words[pattern.With, subject];
    }

    private string? Aside(StoryPattern pattern, Said said) => pattern.Aside switch
    {
        Interactions.Aside.None => null,
        Interactions.Aside.Price => Join(said.Price(), said.Number("quantity") is > 1 and var many ? words["{0} pieces", many].Value : null),
        Interactions.Aside.Total => Join(said.Products(), said.Total(), said.Text("coupon")),
        Interactions.Aside.Said =>
            Join(said.Text("text") ?? said.Text("message") ?? said.Text("subject"), said.Text("loggedBy") is { } by ? words["logged by {0}", by].Value : null),
        Interactions.Aside.Link => said.Text("link_url") ?? said.Text("url"),
        Interactions.Aside.Rating =>
            Join(said.Number("rating") is { } stars ? words["{0} of 5", stars].Value : null, said.Text("review_body") ?? said.Text("review")),
        Interactions.Aside.Score =>
            Join(said.Number("score") is { } score && said.Number("highest") is { } highest ? words["{0} of {1}", score, highest].Value : null,
                said.Text("text")),
        Interactions.Aside.Reason => said.Text("reason") ?? said.Text("error"),
    };

    private static string? Join(params string?[] parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrWhiteSpace(part))).NullIfEmpty(null);
}
