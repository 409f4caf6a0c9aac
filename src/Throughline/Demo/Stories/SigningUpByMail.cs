using Throughline.Demo.People;
using Throughline.Demo.Telling;

namespace Throughline.Demo.Stories;

/// <summary>Leaves a mail address for the newsletter, and gets an account with it.</summary>
internal sealed record SigningUpByMail : IStory
{
    public void Tell(Scene scene)
    {
        var who = scene.Who;
        scene.On(scene.Chance.Is(0.6) ? who.Phone : who.Laptop);
        scene.See("Home");
        if (who.Habit != Habit.Guest) who.HasAccount = true;
        scene.Identify();
        scene.Track("Newsletter Signed Up", ("campaign", Campaigns.At(scene.At)));
        who.ReadsMail = true;
    }
}
