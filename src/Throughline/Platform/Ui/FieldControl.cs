namespace Throughline.Platform.Ui;

/// <summary>What a control of your own must carry to belong to its label, hint and error.</summary>
public sealed record FieldControl(string Id, string Name, string? DescribedBy, bool Invalid);
