using Throughline.Contracts;

namespace Throughline.Journeys.Answering;

/// <summary>Reads an answer in short, for a tile, a file or a mail.</summary>
public sealed class ReadFigures(IEnumerable<Explorer> explorers) : IPart
{
    public Figures Of(Exploration exploration) => explorers.Single(e => e.Kind == exploration.Question.Kind).InShort(exploration.Shown);
}
