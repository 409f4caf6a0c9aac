using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Throughline.Platform.Language;

/// <summary>
/// The language of an answer: what its person chose, else the first that the browser asks for and that there is. Formats go with the words, so
/// that no page writes German sentences around English numbers.
/// </summary>
/// <param name="chosen">What whoever asks chose for themselves; null where they did not.</param>
/// <param name="english">How dates and numbers are written in English: as the server's own settings say.</param>
internal sealed class LanguageOfRequest(Func<HttpContext, Task<string?>> chosen, CultureInfo english) : RequestCultureProvider
{
    private static readonly AcceptLanguageHeaderRequestCultureProvider Browser = new();

    public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var asked = await Browser.DetermineProviderCultureResult(httpContext);
        var wanted = asked?.UICultures.Select(tag => tag.ToString()) ?? [];
        if (await chosen(httpContext) is { } own) wanted = wanted.Prepend(own);
        return Languages.FirstOf(wanted) is { } language
            ? new ProviderCultureResult(language == LocalText.English ? english.Name : language, language)
            : null;
    }
}
