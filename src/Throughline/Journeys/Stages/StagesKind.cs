using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Stages;

/// <summary>How customers move from stage to stage, and where they stand now.</summary>
public sealed class StagesKind() : QuestionKind(600, "stages", "Stage moves", "stack-2", "How customers move from stage to stage, and where they are now.")
{
    public override Type Fields => typeof(StagesFields);

    public override Type View => typeof(StagesView);
}
