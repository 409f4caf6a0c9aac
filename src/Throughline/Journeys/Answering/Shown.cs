namespace Throughline.Journeys.Answering;

/// <summary>What there is to show for a question.</summary>
public abstract record Shown
{
    /// <summary>The answer in one sentence, read out when it changes.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>What a person should know before they read the answer: what was left out, and why.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What it is compared with; null when with nothing.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>True when nothing of the kind happened there.</summary>
    public bool ComparedIsEmpty { get; init; }

    /// <summary>True when nothing of the kind happened.</summary>
    public virtual bool IsEmpty => false;
}

/// <summary>The index is being built. It is asked again by itself.</summary>
/// <param name="Done">0 to 1.</param>
public sealed record CatchingUp(double Done) : Shown;

/// <summary>The question cannot be answered as it stands.</summary>
/// <param name="Why">What is wrong and how to mend it.</param>
public sealed record Misasked(string Code, string Why) : Shown;

/// <summary>Nothing of the kind happened in the period.</summary>
/// <param name="Since">When what we hold begins; null when we hold nothing.</param>
/// <param name="Missing">Names of the question that occur nowhere.</param>
public sealed record NothingFound(DateTimeOffset? Since, IReadOnlyList<string> Missing) : Shown;
