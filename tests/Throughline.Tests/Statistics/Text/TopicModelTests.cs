using Throughline.Statistics;
using Throughline.Statistics.Text;

namespace Throughline.Tests.Statistics.Text;

public class TopicModelTests
{
    private static readonly LabelledText[] Questions = [.. Shop().Take(600)];
    private static readonly TopicModel Model = TopicModel.Train(Questions);

    [Theory]
    [InlineData("where is my parcel", "delivery")]
    [InlineData("I want my money back please", "refund")]
    [InlineData("cannot log in, pasword forgoten", "account")]
    public void A_question_finds_its_topic_even_misspelt(string text, string topic) => Assert.Equal(topic, Model.Guess(text)[0].Topic);

    [Fact]
    public void Confidences_are_probabilities_over_all_topics()
    {
        foreach (var text in new[] { "where is my parcel", "", "\ud800", "xyzzy", "refund the parcel and reset my password" })
        {
            var guesses = Model.Guess(text, 10);
            Assert.Equal(3, guesses.Length);
            Assert.Equal(1, guesses.Sum(g => g.Confidence), 9);
            Assert.Equal(guesses.Select(g => g.Confidence).OrderDescending(), guesses.Select(g => g.Confidence));
        }
    }

    [Fact]
    public void A_mixed_question_is_less_sure_than_a_plain_one() =>
        Assert.True(Model.Guess("my parcel, my refund and my password")[0].Confidence < Model.Guess("when will my parcel be delivered")[0].Confidence);

    [Fact]
    public void Cross_validation_judges_only_unseen_texts_and_confidence_is_honest()
    {
        var noisy = Questions.Select((q, i) => i % 5 == 0 ? q with { Topic = i % 2 == 0 ? "delivery" : "refund" } : q).ToArray();
        var report = TopicReport.CrossValidated(noisy, 4);
        Assert.Equal(600, report.Texts);
        Assert.InRange(report.Accuracy, 0.75, 0.92);
        Assert.InRange(report.MeanConfidence, report.Accuracy - 0.07, report.Accuracy + 0.07);
        Assert.InRange(report.CalibrationError, 0, 0.1);
    }

    [Fact]
    public void The_same_texts_give_the_same_model() =>
        Assert.Equal(Model.Guess("where is my refund", 3), TopicModel.Train(Questions).Guess("where is my refund", 3));

    [Fact]
    public void Topics_the_model_never_saw_count_as_wrong() =>
        Assert.Equal(0.5, TopicReport.Of(Model, [new("where is my parcel", "delivery"), new("where is my parcel", "stock")]).Accuracy);

    [Fact]
    public void Macro_F1_weighs_every_topic_alike()
    {
        // Delivery: precision 2/3, recall 1; refund: precision 0, recall 0 of 1.
        var report = TopicReport.Of(
            Model, [new("where is my parcel", "delivery"), new("has my parcel shipped", "delivery"), new("where is the parcel", "refund")]);
        Assert.Equal((0.8 + 0) / 2, report.MacroF1, 9);
    }

    [Fact]
    public void Nothing_to_learn_from_is_a_named_error()
    {
        Assert.Equal("no_texts", Assert.Throws<CannotFitException>(() => TopicModel.Train([])).Code);
        Assert.Equal("one_topic", Assert.Throws<CannotFitException>(() => TopicModel.Train([new("a", "x"), new("b", "x")])).Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => TopicModel.Train(Questions, new(Cost: 0)));
    }

    [Fact]
    public void Two_texts_are_enough_to_tell_them_apart()
    {
        var model = TopicModel.Train([new("parcel late", "delivery"), new("money back", "refund")]);
        Assert.Equal("delivery", model.Guess("late parcel")[0].Topic);
        Assert.Equal("refund", model.Guess("my money")[0].Topic);
    }

    [Fact]
    public void A_megabyte_of_text_gets_an_answer()
    {
        var text = string.Concat(Enumerable.Repeat("where is my parcel ", 55_000));
        Assert.Equal("delivery", Model.Guess(text)[0].Topic);
        Assert.Equal(2, TopicModel.Train([new(text, "delivery"), new("money back", "refund")]).Guess(text, 5).Length);
    }

    [Fact]
    public void A_model_keeps_to_the_terms_it_may_keep()
    {
        var small = TopicModel.Train(Questions, new(MostTerms: 200));
        Assert.Equal("delivery", small.Guess("where is my parcel")[0].Topic);
    }

    internal static IEnumerable<LabelledText> Shop()
    {
        var random = new Random(8);
        string Pick(params string[] options) => options[random.Next(options.Length)];
        while (true)
        {
            yield return new(
                $"{Pick("where is", "when will I get", "has anyone seen", "still waiting for")} {Pick("my", "the")} "
                    + $"{Pick("parcel", "delivery", "package", "order")} {Pick("", "please", "?", "it has not shipped")}",
                "delivery");
            yield return new(
                $"{Pick("I want", "how do I get", "please give me")} {Pick("my money back", "a refund", "reimbursed")} "
                    + $"{Pick("for this", "", "now", "for the broken cup")}",
                "refund");
            yield return new(
                $"{Pick("I cannot", "unable to", "how do I")} {Pick("log in", "reset my password", "change my email", "open my account")} "
                    + $"{Pick("", "password forgotten", "the page says no")}",
                "account");
        }
    }
}
