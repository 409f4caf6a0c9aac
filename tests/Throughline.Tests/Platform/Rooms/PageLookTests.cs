using System.Reflection;
using Microsoft.AspNetCore.Components;
using Throughline.Platform.Rooms;
using Throughline.Platform.Ui;

namespace Throughline.Tests.Platform.Rooms;

/// <summary>No page is forgotten by the tests that look at all of them.</summary>
public sealed class PageLookTests
{
    private static readonly IReadOnlyList<PageLook> Pages = [.. House.Rooms.SelectMany(room => room.PagesToLookAt)];

    private static readonly Dictionary<string, string> LookedAtElsewhere = new()
    {
        ["/sign-in"] = "SignInTests: only whoever is not signed in sees it",
        ["/sign-in/two-factor"] = "PasskeyTests: only between the two steps of signing in",
    };

    [Fact]
    public void Every_page_without_a_parameter_is_in_a_rooms_list()
    {
        var routes = typeof(House).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToList();
        var looked = Pages.Select(page => page.Path.Split('?')[0]).ToHashSet();
        Assert.Empty(routes.Where(route => !route.Contains('{') && !looked.Contains(route) && !LookedAtElsewhere.ContainsKey(route)).ToList());
        Assert.Empty(LookedAtElsewhere.Keys.Except(routes));
    }

    [Fact]
    public void Each_picture_has_a_name_of_its_own() => Assert.Empty(Pages.CountBy(page => page.Name).Where(name => name.Value > 1).ToList());
}
