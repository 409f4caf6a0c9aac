namespace Throughline.Platform.Ui;

/// <summary>Names the resources of the rooms' pages. The English sentence is the key; a language is added as <c>Words.sv.resx</c>.</summary>
public sealed class Words;
