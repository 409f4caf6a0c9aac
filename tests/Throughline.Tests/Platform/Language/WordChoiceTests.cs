using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Throughline.Tests.Platform.Language;

/// <summary>One word for one thing, as <c>docs/words.md</c> has it: each sentence of the product and of the docs is read for the others.</summary>
public sealed partial class WordChoiceTests
{
    /// <param name="Not">What is not said.</param>
    /// <param name="Say">What is said for it.</param>
    /// <param name="InDocs">Whether the docs keep to it too; they tell programmers of traits, and how customers are joined.</param>
    private sealed record Choice(string Not, string Say, bool InDocs = false);

    private static readonly Choice[] Choices =
    [
        // Named twice.
        new(@"(come|comes|came|coming) through|(reach|reaches|reached) their goal", "reach the goal", InDocs: true),
        new(@"answer(s|ed)? for (it|this|them)", "owner", InDocs: true),
        new(@"(?<!add )users?(?! (id|ID|IDs|name|account))", "colleagues"),
        new(@"join(s|ed|ing)? (two|them|customers|by hand)|(is|are) one person|they are one", "merge"),
        new(@"views? of the journal", "projections", InDocs: true),
        new(@"365 days", "12 months", InDocs: true),
        new(@"own days", "custom range", InDocs: true),
        new(@"everybody|everybody’s", "everyone", InDocs: true),
        new(@"doors?", "webhook"),
        new(@"start page|the home page", "Home", InDocs: true),
        new(@"defected", "Left", InDocs: true),
        new(@"who is who|perhaps the same", "duplicates"),
        new(@"traits?(?! *,| or)", "attribute"),
        new(@"the period before", "the previous period", InDocs: true),
        new(@"second step", "two-factor", InDocs: true),
        new(@"trials?", "preview"),
        // What nobody in the field would say.
        new(@"nobody|somebody", "no one, no customers, someone", InDocs: true),
        new(@"mend(s|ed|ing)?", "fix", InDocs: true),
        new(@"meanwhile", "in the meantime"),
        new(@"whoever", "the colleague who, anyone who"),
        new(@"for good", "permanently", InDocs: true),
        new(@"for ever", "forever", InDocs: true),
        new(@"small letters", "lowercase letters", InDocs: true),
        new(@"parted by", "separated by", InDocs: true),
        new(@"shown (this|only) once|(it is|is) shown this once", "it will not be shown again", InDocs: true),
        new(@"(take|takes|taken|took) (it |them )?back|bring(s)? (it|them) back", "undo, remove, restore"),
        new(@"(take|takes|taken|took) (it |them )?off", "remove"),
        new(@"look(s|ed|ing)? at", "view"),
        new(@"half (of them )?(are|is) there|in the middle of all", "median time, median"),
        new(@"(stand|stands|stood) (here|there|in|now|where)", "is here now"),
        new(@"(time|times) (is|are) over|time still runs", "time is up, still have time"),
        new(@"test supports|supports a difference", "significant"),
        new(@"built again|build(s)? .* again", "rebuild"),
        new(@"hand(s|ed)? (on|out)", "deliver, give"),
        new(@"what becomes of", "preview, what happens to"),
        new(@"(write|put) (it|one) (down|there)", "save, add"),
        new(@"what we hold", "data"),
        new(@"(?<=[""'”`] )is no(?= \w+[;.,])", "is not a valid …"),
        new(@"(GET|POST|PUT|DELETE) /api", "say in words where it is found"),
        new(@"(?-i:([Uu]ser|[Mm]essage|[Aa]nonymous|[Pp]roduct) ids?)", "ID"),
    ];

    private static readonly (Regex Not, Choice Choice)[] Rules =
        [.. Choices.Select(choice => (Whole(choice.Not), choice))];

    [Fact]
    public void Each_thing_has_one_name_in_every_sentence() => Assert.Equal("", string.Join('\n', Misnamed(WordList.Of(LiteralTests.House.Value))));

    [Fact]
    public void The_docs_use_the_same_names()
    {
        var lines = Directory.EnumerateFiles(Docs(), "*.md").Where(file => Path.GetFileName(file) is not ("words.md" or "mail.md" or "mail-transport.md"))
            .SelectMany(file => File.ReadLines(file).Select((line, at) => $"{Path.GetFileName(file)}:{at + 1} {Code().Replace(line, "")}"));
        Assert.Equal("", string.Join('\n', Misnamed(lines, inDocs: true)));
    }

    [Theory]
    [InlineData("They reach their goal.", "say reach the goal, not “reach their goal”: They reach their goal.")]
    [InlineData("Nobody is here.", "say no one, no customers, someone, not “Nobody”: Nobody is here.")]
    [InlineData("Join Harbour & Pine", "")]
    [InlineData("Use trait, stage or identity.", "")]
    public void A_name_that_is_not_used_is_told_with_the_right_one(string sentence, string told) =>
        Assert.Equal(told, string.Join('\n', Misnamed([sentence])));

    private static IEnumerable<string> Misnamed(IEnumerable<string> sentences, bool inDocs = false) =>
        from sentence in sentences
        from rule in Rules
        where !inDocs || rule.Choice.InDocs
        let found = rule.Not.Match(sentence)
        where found.Success
        select $"say {rule.Choice.Say}, not “{sentence.Substring(found.Index, found.Length)}”: {sentence}";

    private static Regex Whole(string not) => new($@"(?<![\w’'-])(?:{not})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Docs([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs"));

    [GeneratedRegex("`[^`]*`|“[^”]*”")]
    private static partial Regex Code();
}
