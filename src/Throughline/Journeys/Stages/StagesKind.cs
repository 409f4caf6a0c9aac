using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Stages;

/// <summary>How customers move from stage to stage, and where they stand now.</summary>
public sealed class StagesKind() : QuestionKind(600, "stages", "Stages", "stack-2", "How customers move from stage to stage, and where they stand now.")
{
    public override Type Fields => typeof(StagesFields);

    public override Type View => typeof(StagesView);
}
