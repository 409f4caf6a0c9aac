using Throughline.Demo.Company;
using Throughline.Demo.People;

namespace Throughline.Demo.Telling;

/// <summary>Where one story is being told: who, when, on which channel. Its clock moves on as the story does.</summary>
internal sealed class Scene(Storyline line, Shopper who, DateTimeOffset at)
{
    public World World => line.World;
    public Shopper Who => who;
    public Chance Chance => who.Chance;
    public DateTimeOffset At { get; private set; } = at;
    public string Channel { get; private set; } = "server";
    public Device? Device { get; private set; }

    /// <summary>One customer's run about one need, over every channel.</summary>
    public string? Episode { get; set; }

    /// <summary>From here on it happens on this device.</summary>
    public void On(Device device)
    {
        (Device, Channel) = (device, device.Channel);
        if (!device.IsShared) who.LastDevice = device;
    }

    /// <summary>From here on our own systems report what happens: tills, telephones, the warehouse.</summary>
    public void Through(string channel) => (Device, Channel) = (null, channel);

    public void Wait(TimeSpan time) => At = At.AddMilliseconds(Math.Floor(Math.Max(1, time.TotalMilliseconds)));

    public void WaitSeconds(double shortest, double longest) => Wait(TimeSpan.FromSeconds(Chance.Between(shortest, longest)));

    public void WaitUntil(DateTimeOffset then) => Wait(then - At);

    public void Track(string name, params ReadOnlySpan<Detail> details) => line.Happen(At, new Call("track", name, Channel, who, Device, Episode), details);

    /// <summary>Comes to a page of the shop, or to the screen of the same name in the app.</summary>
    public void See(string name, params ReadOnlySpan<Detail> details)
    {
        line.Happen(At, new Call(Channel == "app" ? "screen" : "page", name, Channel, who, Device, Episode), details);
        WaitSeconds(3, 25);
    }

    /// <summary>Says who it is: on a browser by signing in, else by our own records.</summary>
    public void Identify()
    {
        if (Device is not null) Device.IsSignedIn = who.HasAccount;
        line.Happen(At, new Call("identify", "", Channel, who, Device, null), who.Traits());
        Wait(TimeSpan.FromMilliseconds(400));
    }

    /// <summary>Another story follows from this one.</summary>
    public void Later(TimeSpan wait, IStory story) => Later(At + wait, story);

    public void Later(DateTimeOffset then, IStory story) => line.Plan(then, who, story);

    /// <summary>Somebody else's story follows from this one.</summary>
    public void Later(TimeSpan wait, Shopper other, IStory story) => line.Plan(At + wait, other, story);

    /// <summary>A story within this one.</summary>
    public void Tell(IStory story) => story.Tell(this);
}
