using Throughline.Demo.People;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Answers the short survey that follows a delivery, a chat or a call. The loyal do not.</summary>
/// <param name="About"><c>delivery</c>, <c>chat</c> or <c>phone</c>.</param>
internal sealed record AnsweringASurvey(string About, string? Episode, bool IsHelped = true) : IStory
{
    public static double Share(Shopper who) => who switch
    {
        { SpeaksUp: true } => 0.3,
        { Habit: Habit.Loyal or Habit.Guest } => 0,
        _ => 0.03,
    };

    public static void Perhaps(Scene scene, string about, string episode, bool isHelped = true)
    {
        if (scene.Chance.Is(0.3)) scene.Later(TimeSpan.FromHours(scene.Chance.Between(1, 30)), new AnsweringASurvey(about, episode, isHelped));
    }

    public void Tell(Scene scene)
    {
        scene.Through("email");
        scene.Episode = Episode;
        scene.Track("Survey Answered", ("about", About), ("score", Score(scene.Chance)));
    }

    private int Score(Chance chance) => (About, IsHelped) switch
    {
        (_, false) => chance.Pick((1, 45.0), (2, 35.0), (3, 15.0), (4, 5.0)),
        ("phone", _) => chance.Pick((1, 8.0), (2, 14.0), (3, 28.0), (4, 32.0), (5, 18.0)),
        _ => chance.Pick((1, 2.0), (2, 4.0), (3, 12.0), (4, 37.0), (5, 45.0)),
    };
}
