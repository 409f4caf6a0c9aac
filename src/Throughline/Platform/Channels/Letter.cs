using Throughline.Contracts;

namespace Throughline.Platform.Channels;

/// <summary>What a mail of ours says, before it is dressed in the company's colours.</summary>
public sealed record Letter(string Subject, string Title)
{
    /// <summary>Paragraphs under the title.</summary>
    public IReadOnlyList<string> Lead { get; init; } = [];

    /// <summary>The one thing to do: its words, and a path of ours.</summary>
    public (string Words, string Href)? Button { get; init; }

    public IReadOnlyList<NewsSection> Sections { get; init; } = [];

    /// <summary>In small at the end: why somebody gets it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How to get it no more: the words, and a path of ours.</summary>
    public (string Words, string Href)? Off { get; init; }
}
