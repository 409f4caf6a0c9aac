using Throughline.Demo.Company;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Searches the help pages; whoever has a need and finds no answer there goes on to people.</summary>
/// <param name="Need">What it is about; null for somebody who only reads.</param>
internal sealed record ReadingHelp(Need? Need) : IStory
{
    private const double FindsNoArticle = 0.12, Solved = 0.3;

    public void Tell(Scene scene)
    {
        var chance = scene.Chance;
        scene.On(scene.Who.AnyDevice());
        scene.Episode = Need?.Id;
        var topic = Need?.Topic ?? chance.Pick(Topic.AnyDay);
        scene.See("Help");
        var isFound = !chance.Is(FindsNoArticle);
        scene.Track("Help Searched", ("query", topic.Key.Replace('-', ' ')), ("topic", topic.Key), ("results", isFound ? chance.From(1, 5) : 0));
        scene.WaitSeconds(4, 20);
        if (isFound && IsSolvedBy(topic, scene) || Need is not { } need) return;
        scene.See("Contact", ("topic", topic.Key));
        if (chance.Is(0.45)) NeedingHelp.Chat(scene, need);
        else NeedingHelp.Call(scene, need with { CameFrom = "web" }, TimeSpan.FromMinutes(chance.Between(1, 12)));
    }

    private bool IsSolvedBy(Topic topic, Scene scene)
    {
        scene.Track("Article Viewed", ("article", topic.Article), ("topic", topic.Key));
        scene.WaitSeconds(30, 240);
        var isSolved = scene.Chance.Is(Need is null ? 0.8 : Solved);
        if (scene.Chance.Is(0.25)) scene.Track("Article Voted", ("article", topic.Article), ("topic", topic.Key), ("helpful", isSolved));
        return isSolved;
    }
}
