using Throughline.Journeys.Questions;

namespace Throughline.Tests.Journeys.Questions;

/// <summary>A question and its address are the same thing.</summary>
public sealed class QuestionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("step=Product+Viewed&step=Order+Completed")]
    [InlineData(
        "step=page:Tents&where=browser&value=Safari&where=country&op=in&value=SE,"
            + "NO&step=Order+Completed&occurrence=firstEver&optional=1&window=30d&mode=strict")]
    [InlineData("step=A&step=B&without=Chat+Started&fromStep=2&toStep=2&filter=channel&value=web&filter=coupon&op=exists&by=browser&touch=step&touchStep=2")]
    [InlineData("step=A%26B%3D%23%2B%C3%A9&segment=vip&period=own&from=2026-03-01&to=2026-03-31&compare=before")]
    public void An_address_read_and_written_is_the_same(string query) => Assert.Equal(query, QuestionReader.Read(QuestionKind.All[0], "?" + query).Query);

    [Fact]
    public void What_a_form_sends_is_written_without_what_goes_without_saying()
    {
        var question = QuestionReader.Read(QuestionKind.All[0],
            "?step=A&occurrence=any&step=B&occurrence=any&where=browser&op=eq&value=Safari&window=14d&mode=ordered&by=&period=30d&compare=n"
                + "one&do=add:step&unknown=1");
        Assert.Equal("step=A&step=B&where=browser&value=Safari", question.Query);
    }

    [Theory]
    [InlineData("add:step", "step=A&where=x&value=1&step=B&step=&without=C")]
    [InlineData("add:without", "step=A&where=x&value=1&step=B&without=C&without=")]
    [InlineData("up:1", "step=B&step=A&where=x&value=1&without=C")]
    [InlineData("down:0", "step=B&step=A&where=x&value=1&without=C")]
    [InlineData("up:0", "step=A&where=x&value=1&step=B&without=C")]
    [InlineData("down:1", "step=A&where=x&value=1&step=B&without=C")]
    [InlineData("drop:0", "step=B&without=C")]
    [InlineData("where:1", "step=A&where=x&value=1&step=B&where=&value=&without=C")]
    [InlineData("drop-where:0:0", "step=A&step=B&without=C")]
    [InlineData("add-filter", "step=A&where=x&value=1&step=B&without=C&filter=&value=")]
    [InlineData("drop:99", "step=A&where=x&value=1&step=B&without=C")]
    [InlineData("nonsense", "step=A&where=x&value=1&step=B&without=C")]
    public void A_button_changes_what_it_says(string action, string query) =>
        Assert.Equal(query, QuestionEdit.Apply(QuestionReader.Read(QuestionKind.All[0], "?step=A&where=x&value=1&step=B&without=C"), action).Query);

    [Fact]
    public void A_funnel_grows_to_32_steps_and_no_further()
    {
        var question = new Question(QuestionKind.All[0]);
        for (var i = 0; i < 40; i++) question = QuestionEdit.Apply(question, "add:step");
        Assert.Equal(QuestionEdit.MostSteps, question.In("step").Count());
    }

    [Fact]
    public void The_people_of_a_cell_are_asked_for_with_the_question_they_belong_to()
    {
        var question = QuestionReader.Read(QuestionKind.All[0], "?step=A&step=B&by=browser");
        var link = question.People(("step", 2), ("key", "Safari"), ("dropped", 1));
        Assert.Equal("/journeys/people?of=funnel&cell.step=2&cell.key=Safari&cell.dropped=1&step=A&step=B&by=browser", link);
        var read = QuestionReader.All(QuestionKind.All[0], link[link.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.Equal(question.Query, read.Question.Query);
        Assert.Equal(["dropped=1", "key=Safari", "step=2"], read.Cell.Select(c => $"{c.Key}={c.Value}").Order());
    }

    [Theory]
    [InlineData("30m", 1_800L)]
    [InlineData("14d", 1_209_600L)]
    [InlineData("", null)]
    public void A_length_of_time_is_read(string text, long? seconds) => Assert.Equal(seconds, Durations.Seconds(text));
}
