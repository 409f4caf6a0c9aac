using System.Net;
using System.Text.RegularExpressions;

namespace Throughline.Tests.Platform.Server;

/// <summary>The forms that a page shows, filled in with one and the same in every field.</summary>
internal static partial class PageForms
{
    /// <param name="html">The page. Forms that end a session or a key are left out: they would end the walk.</param>
    public static IEnumerable<string> In(string html) => Form().Matches(html).Select(match => match.Value).Where(form => !Ending().IsMatch(form));

    public static (string Name, string Value)[] Filled(string form, string value) =>
        [.. Field().Matches(form).Select(match => (Name: WebUtility.HtmlDecode(match.Groups["name"].Value), Written: match.Value)).Select(field =>
            (field.Name, field.Name is "_handler" or "__RequestVerificationToken" ? ValueOf(field.Written) : value))];

    private static string ValueOf(string field) => WebUtility.HtmlDecode(Value().Match(field).Groups["value"].Value);

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex("name=\"_handler\" value=\"(sessions|sign-out-|reset-|revoke-)")]
    private static partial Regex Ending();

    [GeneratedRegex("<(input|select|textarea)[^>]* name=\"(?<name>[^\"]+)\"[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Value();
}
