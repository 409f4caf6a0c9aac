using Microsoft.AspNetCore.Components;

namespace Throughline.Platform.Ui.Tables;

/// <summary>One way to narrow a list down.</summary>
/// <param name="Name">Of its value in the address.</param>
/// <param name="Title">In the reader's words, such as "Stage".</param>
/// <param name="Value">As the address has it; null while it is off.</param>
public sealed record TableFilter(string Name, string Title, string? Value)
{
    /// <summary>What it can be, each with its words.</summary>
    public IReadOnlyList<(string Value, string Label)> Choices { get; init; } = [];

    /// <summary>In the place of choices: fields of a form.</summary>
    public RenderFragment? Fields { get; init; }

    /// <summary>Names of further values that belong to it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>How its value reads, where no choice says so.</summary>
    public string? Reads { get; init; }

    public string? Words => Value is null ? null : Choices.FirstOrDefault(choice => choice.Value == Value).Label ?? Reads ?? Value;

    internal IReadOnlyList<string> Names => [Name, .. Also];
}
