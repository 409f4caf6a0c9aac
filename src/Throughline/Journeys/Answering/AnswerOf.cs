using Microsoft.AspNetCore.Components;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Answering;

/// <summary>What shows the answers of one kind on a page.</summary>
public abstract class AnswerOf<TShown> : ComponentBase where TShown : Shown
{
    [Parameter, EditorRequired] public required TShown Shown { get; set; }

    [Parameter, EditorRequired] public required Question Question { get; set; }
}
