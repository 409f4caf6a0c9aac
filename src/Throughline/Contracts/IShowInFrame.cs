namespace Throughline.Contracts;

/// <summary>A component that stands in the frame of every page of the product, such as a notice of what was just done.</summary>
public interface IShowInFrame : IShowOnPage;
