using Throughline.Platform.Language;
using Throughline.Platform.Rooms;
using Throughline.Platform.Ui;
using Throughline.Search;

namespace Throughline.Tests.Search;

public class SearchEverythingTests
{
    private static async Task<List<string>> Found(string text, Func<string, bool>? may = null)
    {
        var viewer = new Viewer("Maria", "Lindenhof", may ?? (_ => true));
        var words = new Words();
        var pages = new PagesFound(House.Rooms.SelectMany(room => room.Menu), House.Rooms.SelectMany(room => room.Tabs), viewer, words);
        var actions = new ActionsFound(House.Rooms.SelectMany(room => room.Actions), viewer, words);
        var answer = await new SearchEverything([pages, actions], actions, pages, viewer).Find(text, 25, TestContext.Current.CancellationToken);
        return [.. answer.Groups.SelectMany(group => group.Hits).Select(hit => $"{hit.Title} {hit.Href}")];
    }

    [Theory]
    [InlineData("impo fi", "Import a file /data/import")]
    [InlineData("CSV", "Import a file /data/import")]
    [InlineData("segm", "Segments /customers/segments")]
    [InlineData("customers seg", "Segments /customers/segments")]
    [InlineData("Réten", "Retention /journeys/retention")]
    [InlineData("invite", "Invite a colleague /settings/users/invite")]
    public async Task Pages_and_actions_are_found_by_the_beginnings_of_their_words(string text, string expected) =>
        Assert.Contains(expected, await Found(text));

    [Theory]
    [InlineData("mport")]
    [InlineData("import nothing")]
    public async Task What_is_not_the_beginning_of_a_word_finds_nothing(string text) => Assert.Empty(await Found(text));

    [Fact]
    public async Task Before_anything_is_typed_all_that_the_person_may_do_is_offered_and_nothing_else()
    {
        var all = await Found("");
        Assert.Contains("Create a key /data/keys", all);
        var little = await Found(" ", permission => permission == "customers.read");
        Assert.Equal(["Customers /customers"], little.Where(hit => hit.Contains("customers", StringComparison.Ordinal)).Take(1));
        Assert.DoesNotContain(little, hit => hit.StartsWith("Make", StringComparison.Ordinal));
    }
}
