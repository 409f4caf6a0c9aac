using System.Security.Claims;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Ui;
using Throughline.Platform.Ui.Frame;

namespace Throughline.Tests.Platform.Ui.Frame;

public sealed class PhoneSlotsTests
{
    [Theory]
    [InlineData(Role.Agent, "home inbox customers knowledge journeys feedback data", "inbox customers knowledge")]
    [InlineData(Role.CxManager, "home inbox customers knowledge journeys feedback data", "home journeys feedback")]
    [InlineData(Role.Agent, "home customers journeys data settings", "home customers journeys")]
    [InlineData(Role.CxManager, "home customers journeys data settings", "home journeys customers")]
    [InlineData(Role.DepartmentMember, "home customers journeys data", "home customers journeys data")]
    public void A_phone_shows_what_a_days_work_is_made_of_and_the_next_room_where_one_is_missing(string role, string rooms, string shown)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "cookie"));
        MenuEntry[] entries = [.. rooms.Split(' ').Select((key, order) => new MenuEntry(key, key, "home", "/" + key, order))];
        Assert.Equal(shown, string.Join(' ', PhoneSlots.For(who, entries).Select(entry => entry.Key)));
    }
}
