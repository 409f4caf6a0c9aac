using Deque.AxeCore.Commons;

namespace Throughline.BrowserTests.Harness;

/// <summary>What every page must hold.</summary>
public static class VisitChecks
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Runs axe on a page that stands still and fails with each rule, its help and the elements that break it.</summary>
    public static async Task IsAccessible(this Visit visit)
    {
        await visit.Settle();
        // Half a megabyte of script is parsed once a page, not once a screen.
        if (!await visit.Page.EvaluateAsync<bool>("() => !!window.axe")) await visit.Page.EvaluateAsync(Axe);
        var broken = await visit.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
              const { violations, passes } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
              if (violations.length + passes.length === 0) return ["axe looked at nothing"];
              return violations.flatMap(({ id, impact, help, nodes }) => nodes.slice(0, 5).map((node) =>
                `${id} (${impact}): ${help}\n    ${node.html}\n    ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")}`));
            }
            """);
        Assert.True(broken.Length == 0, $"{visit.Screen} {visit.Page.Url}:\n{string.Join('\n', broken)}");
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

    /// <summary>
    /// Holds the page to its width on every screen, light and dark, and to axe on the widest in light and the narrowest in dark, which between them
    /// show each layout and both palettes; ends on a desktop.
    /// </summary>
    public static async Task FitsEveryScreen(this Visit visit)
    {
        foreach (var screen in Screen.All)
        {
            await visit.Turn(screen);
            await visit.DoesNotScrollSideways();
            if (screen == Screen.Desktop || screen == Screen.Phone.Dark()) await visit.IsAccessible();
        }
        await visit.Turn(Screen.Desktop);
    }

    /// <summary>Waits until the page stands still: at its top, letters loaded, nothing asked for that has not come, nothing moving.</summary>
    public static Task Settle(this Visit visit) => visit.Page.EvaluateAsync(
        """
        async () => {
          const frame = () => new Promise(requestAnimationFrame);
          const patience = performance.now() + 5000;
          const moves = (a) => a.playState === "running" && a.effect?.getComputedTiming().endTime !== Infinity;
          const isBusy = () => document.querySelector(".htmx-request, .htmx-settling, .htmx-swapping") || document.getAnimations().some(moves);
          await document.fonts.ready;
          // What sticks to the top covers what is scrolled under it.
          scrollTo({ top: 0, left: 0, behavior: "instant" });
          do { await frame(); await frame(); } while (isBusy() && performance.now() < patience);
        }
        """);

    /// <summary>Keeps a picture in <c>artifacts/screenshots/NAME-SCREEN.png</c>.</summary>
    public static Task Photograph(this Visit visit, string name, bool wholePage = false) => visit.Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Repository.Folder, "artifacts", "screenshots", $"{name}-{visit.Screen}.png"),
        FullPage = wholePage,
    });
}
