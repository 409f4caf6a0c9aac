namespace Throughline.Tests.Platform.Language;

/// <summary>
/// Every sentence that a person reads goes through the words of the house: the sources are read, as the compiler reads them, and a
/// sentence that reaches somebody bare is named with its line.
/// </summary>
public sealed class LiteralTests
{
    /// <summary>What is written for programs, programmers or whoever works at the command line, and why.</summary>
    private static readonly (string Place, string Why)[] NotForPeople =
    [
        ("Demo/", "the stories of the demo are data"),
        ("Platform/Ui/Gallery/", "only those who build pages see it"),
        ("Platform/Cli/", "the command line speaks English"),
        ("Command.cs", "the command line speaks English"),
        ("Data/Evaluation/", "the command line speaks English"),
        ("Touchpoints/Shipped/", "what a new house starts with is stored, and renamed by people"),
        ("Platform/Security/Users/Departments.cs", "proposals for a name that is stored"),
        ("Platform/Journal/ReservedIds.cs", "kept with what was set aside"),
        ("Platform/Outbox/OutboxDispatcher.cs", "kept with the delivery that failed"),
        ("Data/Import/Running/ImportJob.cs", "kept with the import, which nobody waits for"),
        ("Platform/Server/OpenApiPage.cs", "the document of the API is English"),
        ("Platform/Storage/StartCheck.cs", "says at the start what the folder has lost"),
        ("Platform/Storage/SharedPlaces.cs", "says at the start why a folder cannot be ours"),
        ("Platform/Security/Protection/MasterKeyCheck.cs", "says at the start what the key does not open"),
        ("Platform/Server/Telemetry/TelemetrySettings.cs", "says at the start what is wrong with settings.json"),
    ];

    [Fact]
    public void No_sentence_reaches_a_person_bare() =>
        Assert.Equal("", string.Join('\n', House.Value.Where(literal => literal.Fate == Fate.Bare)));

    [Fact]
    public void The_list_of_sentences_has_those_of_pages_refusals_and_titles()
    {
        var keys = WordList.Of(House.Value);
        Assert.Superset(new HashSet<string>
        {
            "Sign in",                                                   // a page
            "Enter a name of at most {0} characters.",                    // a fault
            "Read the audit log",                                        // a permission
            "How long data is kept",                                     // a tab
            "Works with the touchpoints of one department.",                   // a role
            "No customer",                                              // a reason
            "{0:N0} days",                                               // a number in its place
        }, keys.ToHashSet());
    }

    [Theory]
    [InlineData("""public IResult Ask(int n) => Results.Text("Nobody is here.");""", "Nobody is here.")]
    [InlineData("""public string Ask(int n) => n > 1 ? $"Nobody knows {n}." : "";""", "Nobody knows {0}.")]
    [InlineData("""public Fault Ask(int n) => new("name", n > 1 ? $"Give {n} names." : "Give a name.");""", "Give {0} names.")]
    [InlineData("""public Fault Ask(int n) => new("name", "Give a name, not " + $"{n} of them.");""", "Give a name, not {0} of them.")]
    [InlineData("""public PageTab Ask(int n) => new("room", $"All {n} customers", "/", 1, "p");""", "All {0} customers")]
    [InlineData("""public string Ask(int n) { var why = "It is too late now."; return why; }""", "It is too late now.")]
    public void A_bare_sentence_is_found(string code, string text) => Assert.Equal([text], Bare("Ask.cs", Class(code)));

    [Theory]
    [InlineData("""public void Ask(int n) => Refuse($"There are {n} of them."); private void Refuse(Sentence why) { }""")]
    [InlineData("""public Fault Ask(int n) => new("name", "Give a name.");""")]
    [InlineData("""public PageTab Ask(int n) => new("room", "All customers", "/", 1, "p");""")]
    [InlineData("""public string Ask(int n) => n > 1 ? Words.Say($"Nobody knows {n}.") : Words.Say("Nobody knows.");""")]
    [InlineData("""public string Ask(int n) => throw new InvalidOperationException("Nobody may come here.");""")]
    [InlineData("""[return: Said] public string Ask(int n) => n switch { 1 => "One of them", _ => "All of them" };""")]
    [InlineData("""public string Ask(int n) => "select name from rooms where id = 1";""")]
    [InlineData("""public string Ask(int n) => "Order Completed";""")]
    public void What_goes_through_the_words_or_to_programs_is_let_be(string code) => Assert.Empty(Bare("Ask.cs", Class(code)));

    [Theory]
    [InlineData("""<p>Nobody is here.</p>""", "Nobody is here.")]
    [InlineData("""@if (true) { <b>none</b> }""", "none")]
    [InlineData("""<Page Title="Nobody" />""", "Nobody")]
    [InlineData("""<button aria-label="Close">@T["Close"]</button>""", "Close")]
    [InlineData("""<input placeholder="Write it here" />""", "Write it here")]
    [InlineData("""<p>@(true ? "Nobody is here." : "")</p>""", "Nobody is here.")]
    [InlineData("""<p>@Some > 0 ? T["Some"] : T["None"]</p>""", """> 0 ? T["Some"] : T["None"]""")]
    public void A_bare_text_of_a_page_is_found(string markup, string text) => Assert.Equal([text], Bare("Ask.razor", markup));

    [Theory]
    [InlineData("""<p class="quiet small">@T["Nobody is here."] <code>throughline verify</code></p>""")]
    [InlineData("""<Page Title="@T["Nobody"]"><When At="row.At" /></Page>""")]
    [InlineData("""<input placeholder="data.customer.email" name="first name" />""")]
    public void A_page_that_says_all_through_its_words_is_let_be(string markup) => Assert.Empty(Bare("Ask.razor", markup));

    internal static Lazy<IReadOnlyList<Literal>> House { get; } = new(() =>
        WordList.Read(Path.Combine(SourceFile.Root, "Throughline"), file => NotForPeople.Any(left =>
            file.StartsWith(left.Place, StringComparison.Ordinal) || file.EndsWith(left.Place, StringComparison.Ordinal))));

    private static string Class(string member) => $$"""
        using Throughline.Platform.Security.Access;
        using Throughline.Platform.Ui;
        namespace Throughline.Room;
        public class Asking { {{member}} }
        """;

    private static List<string> Bare(string file, string text)
    {
        var folder = Directory.CreateTempSubdirectory("literals-").FullName;
        File.WriteAllText(Path.Combine(folder, file), text);
        var found = WordList.Read(folder, _ => false).Where(literal => literal.Fate == Fate.Bare).Select(literal => literal.Key).ToList();
        Directory.Delete(folder, recursive: true);
        return found;
    }
}
