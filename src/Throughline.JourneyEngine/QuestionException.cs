namespace Throughline.JourneyEngine;

/// <summary>A question that cannot be answered as it was asked: a stable code for programs and a sentence for people.</summary>
public sealed class QuestionException(string code, string sentence, string? subject = null) : Exception(sentence)
{
    /// <summary>A stable name such as <c>too_many_steps</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What is wrong and how to mend it.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>What it is about, such as the name of a property; null where the code says all.</summary>
    public string? Subject { get; } = subject;
}
