namespace Throughline.Platform.Ui.Interactions;

/// <summary>An interaction as a person tells it.</summary>
/// <param name="Title">What happened: "Ordered 10482".</param>
/// <param name="Detail">What tells it apart: "Alba 2 tent, 4 pegs · €412.00".</param>
/// <param name="Icon">The name of one of Tabler’s outline icons; null where the channel's own icon says it best.</param>
/// <param name="Subject">What it was about, for a list of many: "Alba 2 tent"; null where the title is the shortest way to say it.</param>
/// <param name="Passing">One of many of its kind: with its neighbours it makes a run of activity.</param>
public sealed record Story(string Title, string? Detail, string? Icon, Tone Tone, bool Passing, string? Subject = null);
