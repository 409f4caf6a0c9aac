using Throughline.Platform.Ui.Interactions;

namespace Throughline.Customers.Logging;

/// <summary>How what colleagues logged reads on a timeline.</summary>
public sealed class LoggedStories : IKnowStories
{
    public IEnumerable<(string Event, StoryPattern Story)> Stories =>
    [
        ("Call Logged", new("Called us", "Called us", Aside: Aside.Said, Icon: "phone", FromUs: "We called")),
        ("Visit Logged", new("Visited", "Visited", Aside: Aside.Said, Icon: "building-store")),
        ("Log Withdrawn", new("Removed a logged interaction", "Removed a logged interaction", Aside: Aside.Said, Icon: "arrow-back-up", Passing: true)),
        ("Note Added", new("Note", "Note", Aside: Aside.Said, Icon: "note")),
    ];
}
