namespace Throughline.Platform.Ui;

/// <summary>The same thing said in one language: <c>new("curl", "curl …")</c>.</summary>
public sealed record SnippetTab(string Language, string Code);
