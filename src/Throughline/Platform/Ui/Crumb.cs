namespace Throughline.Platform.Ui;

/// <summary>A page that stands above another, as its breadcrumb names it.</summary>
/// <param name="Title">In the reader’s words already.</param>
public sealed record Crumb(string Title, string Href);
