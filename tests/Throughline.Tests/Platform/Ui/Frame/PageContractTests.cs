using System.Text.RegularExpressions;

namespace Throughline.Tests.Platform.Ui.Frame;

/// <summary>The head of a page is drawn by <c>Page</c> alone, from its address.</summary>
public sealed partial class PageContractTests
{
    private static readonly IReadOnlyList<SourceFile> Pages =
        [.. SourceFile.Below(Path.Combine(SourceFile.Root, "Throughline")).Where(file => file.IsRazor)];

    [Fact]
    public void No_page_draws_tabs_a_breadcrumb_or_a_title_of_its_own() => Assert.Empty(Pages
        .Where(file => !file.Path.Contains("Platform/Ui/Frame/", StringComparison.Ordinal) && DrawnByPage().IsMatch(file.Text))
        .Select(file => file.Path));

    [Fact]
    public void Every_page_in_the_frame_has_the_one_head() => Assert.Empty(Pages
        .Where(file => file.Text.Contains("@page ", StringComparison.Ordinal) && file.Text.Contains("@layout Shell", StringComparison.Ordinal)
            && !file.Text.Contains("<Page ", StringComparison.Ordinal) && !DrawsAnother().IsMatch(file.Text))
        .Select(file => file.Path));

    // Something else of the house that has a head: what is said where an object is gone.
    [GeneratedRegex("<(BoardGone|NotYours)\b")]
    private static partial Regex DrawsAnother();

    [GeneratedRegex("<(RoomTabs|Breadcrumb)\b")]
    private static partial Regex DrawnByPage();
}
