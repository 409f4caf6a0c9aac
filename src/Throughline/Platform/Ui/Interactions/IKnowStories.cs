using Throughline.Contracts;

namespace Throughline.Platform.Ui.Interactions;

/// <summary>How the events that a room makes read on a timeline. Many rooms have one.</summary>
public interface IKnowStories : IPart
{
    IEnumerable<(string Event, StoryPattern Story)> Stories { get; }
}
