namespace Throughline.Feedback.Surveys;

/// <summary>A survey, as the API shows it.</summary>
public sealed record SurveyShown(string Key, string Name, IReadOnlyList<Question> Questions, int Version)
{
    public static SurveyShown Of(Survey survey) => new(survey.Key, survey.Name, [survey.Question], survey.Version);
}
