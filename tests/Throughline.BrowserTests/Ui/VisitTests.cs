using Throughline.BrowserTests.Harness;
using Xunit.Sdk;

namespace Throughline.BrowserTests.Ui;

/// <summary>A check that cannot fail proves nothing: each is shown a page that breaks it.</summary>
public sealed class VisitTests(BrowserFixture chromium, GallerySite site)
{
    [Theory]
    [InlineData("console.error('oh no')", "oh no")]
    [InlineData("setTimeout(() => { throw new Error('broken') })", "broken")]
    [InlineData("document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.x = 1' }))", "Content Security Policy")]
    [InlineData("fetch('/no-such-file')", "404")]
    [InlineData("fetch('http://localhost:1/')", "Content Security Policy")]
    [InlineData("fetch('/hang-up')", "request failed")]
    public async Task A_trouble_on_the_page_fails_the_visit(string script, string named)
    {
        var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Desktop);
        await visit.Go("/_gallery/bare");
        await visit.Page.EvaluateAsync($"() => {{ {script} }}");
        await visit.Page.WaitForTimeoutAsync(200);
        var failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await visit.DisposeAsync());
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unlabelled_field_and_a_page_too_wide_are_named()
    {
        await using var visit = await Visit.Open(chromium.Browser, site.Url, Screen.Phone);
        await visit.Go("/_gallery/bare");
        await visit.DoesNotScrollSideways();
        await visit.Page.EvaluateAsync("document.querySelector('.bare-card').insertAdjacentHTML('beforeend', '<input id=nameless>')");
        Assert.Contains("nameless", (await Assert.ThrowsAnyAsync<XunitException>(visit.IsAccessible)).Message, StringComparison.Ordinal);

        await visit.Page.EvaluateAsync(
            "Object.assign(document.body.appendChild(document.createElement('div')), { id: 'too-wide' }).style.cssText = 'width: 600px; height: 1px'");
        Assert.Contains("too-wide", (await Assert.ThrowsAnyAsync<XunitException>(visit.DoesNotScrollSideways)).Message, StringComparison.Ordinal);
    }
}
