namespace Throughline.Statistics.Text;

/// <summary>A text and the topic a person gave it.</summary>
public readonly record struct LabelledText(string Text, string Topic);

/// <summary>A topic and how sure the model is of it, in [0, 1]; over all topics the confidences add up to 1.</summary>
public readonly record struct TopicGuess(string Topic, double Confidence);
