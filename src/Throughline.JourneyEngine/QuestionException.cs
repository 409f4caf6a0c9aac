namespace Throughline.JourneyEngine;

/// <summary>A question that cannot be answered as it was asked: a stable code for programs and a sentence for people.</summary>
public sealed class QuestionException(string code, string sentence) : Exception(sentence)
{
    /// <summary>A stable name such as <c>too_many_steps</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What is wrong and how to mend it.</summary>
    public string Sentence { get; } = sentence;
}
