namespace Throughline.Platform.Ui;

/// <summary>Names the resources <c>UiText.resx</c>: every sentence of the frame and its components.</summary>
public sealed class UiText;
