using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Throughline.BrowserTests.Harness;

/// <summary>What every page must hold.</summary>
public static class VisitChecks
{
    private static readonly AxeRunOptions wcag = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Runs axe and fails with each rule, its help and the elements that break it.</summary>
    public static async Task IsAccessible(this Visit visit)
    {
        var result = await visit.Page.RunAxe(wcag);
        var lines = result.Violations.SelectMany(violation => violation.Nodes.Take(5).Select(node =>
            $"{violation.Id} ({violation.Impact}): {violation.Help}\n    {node.Html}\n    {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"));
        Assert.True(result.Violations.Length == 0, $"{visit.Screen} {visit.Page.Url}:\n{string.Join('\n', lines)}");
    }

    /// <summary>Fails naming the widest elements when the page can be scrolled sideways.</summary>
    public static async Task DoesNotScrollSideways(this Visit visit)
    {
        var beyond = await visit.Page.EvaluateAsync<string[]>(
            """
            () => {
              const room = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= room) return [];
              const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + 1);
              return [`page is ${document.documentElement.scrollWidth} wide in ${room}`, ...wide.slice(0, 8).map((e) => e.outerHTML.slice(0, 160))];
            }
            """);
        Assert.True(beyond.Length == 0, $"{visit.Screen} {visit.Page.Url}:\n{string.Join('\n', beyond)}");
    }

    /// <summary>Holds the page to axe and to its width on every screen, light and dark; ends on a desktop.</summary>
    public static async Task FitsEveryScreen(this Visit visit)
    {
        foreach (var screen in Screen.All)
        {
            await visit.Turn(screen);
            await visit.IsAccessible();
            await visit.DoesNotScrollSideways();
        }
        await visit.Turn(Screen.Desktop);
    }

    /// <summary>Keeps a picture in <c>artifacts/screenshots/NAME-SCREEN.png</c>.</summary>
    public static Task Photograph(this Visit visit, string name, bool wholePage = false) => visit.Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Repository.Folder, "artifacts", "screenshots", $"{name}-{visit.Screen}.png"),
        FullPage = wholePage,
    });
}
