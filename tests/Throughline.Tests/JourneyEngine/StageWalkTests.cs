using System.Globalization;
using Throughline.JourneyEngine;

namespace Throughline.Tests.JourneyEngine;

/// <summary>The rules of the stages, told as the journeys of single people. Days count from 2 June 2025.</summary>
public class StageWalkTests
{
    private static readonly StageRules Rules = new()
    {
        Order = ["awareness", "consideration", "purchase", "service", "loyalty"], BoughtFrom = 2, Settle = TimeSpan.FromDays(30),
        Silence = TimeSpan.FromDays(180),
    };

    [Fact]
    public void Anna_advances_and_skips_a_stage()
        => Tells("0 Began awareness 1, 3 Advanced consideration 1, 4 Advanced service 1", 10, "0 awareness", "3 consideration", "3.5 consideration",
            "4 service");

    [Theory]
    [InlineData("30", "0 Began consideration 1, 1 Advanced purchase 1")]
    [InlineData("31", "0 Began consideration 1, 1 Advanced purchase 1")]
    [InlineData("31.0001", "0 Began consideration 1, 1 Advanced purchase 1, 31.0001 CameRound consideration 2")]
    public void Ben_comes_round_to_the_shop_only_after_his_purchase_has_settled(string day, string told)
        => Tells(told, 40, "0 consideration", "1 purchase", $"{day} consideration");

    [Fact]
    public void A_prospect_falls_back_after_the_stage_settled_and_no_round_begins()
    {
        var rules = Rules with { Order = ["awareness", "interest", "consideration", "purchase"], BoughtFrom = 3 };
        Assert.Equal("0 Began consideration 1, 40 FellBack interest 1", Told(rules, 50, "0 consideration", "40 interest"));
        // Each row of the present stage holds it for another while.
        Assert.Equal("0 Began consideration 1", Told(rules, 50, "0 consideration", "20 consideration", "40 interest"));
    }

    [Fact]
    public void Clara_falls_silent_when_the_silence_was_that_long_and_not_a_moment_before()
    {
        Tells("0 Began purchase 1", 180, "0 purchase");
        Tells("0 Began purchase 1, 180 FellSilent defected 1", 180.0001, "0 purchase");
        Tells("0 Began purchase 1", 200, "0 purchase", "180 purchase");
        Assert.Equal(1, Changes(Rules, 181, "0 purchase", "1 awareness")[^1].Position);
    }

    [Fact]
    public void Clara_comes_back_with_her_next_row_and_stays_in_her_round()
        => Tells("0 Began purchase 1, 180 FellSilent defected 1, 300 CameBack consideration 1, 301 Advanced purchase 1", 310, "0 purchase",
            "300 consideration", "301 purchase");

    [Fact]
    public void Dora_leaves_at_once_when_she_says_so_and_comes_back_by_any_stage_but_the_first()
        => Tells(
            "0 Began consideration 1, 5 Left defected 1, 9 CameBack consideration 1", 10, "0 consideration", "5 defected", "6 defected",
            "7 awareness", "9 consideration");

    [Fact]
    public void A_campaign_neither_breaks_silence_nor_moves_anybody_back()
        => Tells("0 Began purchase 1, 180 FellSilent defected 1", 400, "0 purchase", "100 awareness", "170 awareness", "300 awareness");

    [Fact]
    public void A_call_for_help_breaks_silence_and_moves_nobody()
    {
        var rules = Rules with { Order = ["awareness", "purchase", "loyalty"], BoughtFrom = 1, Still = ["service"] };
        Assert.Equal("1 Began purchase 1, 280 FellSilent defected 1", Told(rules, 400, "0 service", "1 purchase", "100 service", "300 service"));
        Assert.Equal("0 Began purchase 1", Told(rules, 200, "0 purchase", "100 service"));
    }

    [Fact]
    public void A_prospect_is_never_lost_to_silence()
        => Tells("0 Began awareness 1, 1 Advanced consideration 1", 3000, "0 awareness", "1 consideration");

    [Fact]
    public void A_buyer_who_came_round_to_the_shop_is_still_lost_to_silence()
        => Tells("0 Began purchase 1, 50 CameRound consideration 2, 230 FellSilent defected 2", 400, "0 purchase", "50 consideration");

    [Fact]
    public void Rows_of_stages_that_the_rules_do_not_name_and_rows_after_the_moment_do_not_count()
        => Tells("1 Began consideration 1", 2, "0 ", "0.5 somewhere", "1 consideration", "3 purchase");

    [Theory]
    [InlineData("stages_out_of_range"), InlineData("repeated_stage", "a", "b", "a"), InlineData("repeated_stage", "a", "defected")]
    public void Rules_that_cannot_be_walked_are_refused(string code, params string[] order)
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path);
        var refused = Assert.Throws<QuestionException>(() => store.Ask(new StageStandingQuestion(Rules with { Order = order }, "a", 0)));
        Assert.Equal(code, refused.Code);
        Assert.Equal("unknown_stage", Assert.Throws<QuestionException>(() => store.Ask(new StageStandingQuestion(Rules, "nowhere", 0))).Code);
    }

    private static void Tells(string told, double atDay, params string[] rows) => Assert.Equal(told, Told(Rules, atDay, rows));

    private static string Told(StageRules rules, double atDay, params string[] rows)
        => string.Join(", ", Changes(rules, atDay, rows).Select(c => string.Create(
            CultureInfo.InvariantCulture, $"{(c.AtMs - StreamUnderTest.Origin) / 86_400_000.0:0.####} {c.Step} {c.To} {c.Round}")));

    /// <summary>One customer's changes, from fresh rows and compacted, which must agree. Journal positions count from 1.</summary>
    private static IReadOnlyList<StageChange> Changes(StageRules rules, double atDay, params string[] rows)
    {
        using var folder = new TestFolder();
        using var store = JourneyStore.Open(folder.Path);
        for (var i = 0; i < rows.Length; i++)
        {
            var parts = rows[i].Split(' ');
            store.Append(
            [
                new JourneyRow(7, Ms(double.Parse(parts[0], CultureInfo.InvariantCulture)), i + 1, store.Names.EventTypes.Code("row"),
                    Stage: store.Names.Stages.Code(parts[1]))
            ]);
        }
        var fresh = store.Stages(7, rules, Ms(atDay));
        store.Compact();
        Assert.Equal(fresh, store.Stages(7, rules, Ms(atDay)));
        return fresh;
    }

    private static long Ms(double day) => StreamUnderTest.Origin + (long)Math.Round(day * 86_400_000);
}
