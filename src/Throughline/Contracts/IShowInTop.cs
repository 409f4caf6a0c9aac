namespace Throughline.Contracts;

/// <summary>A small component at the top right of every page of the product, before the person's menu.</summary>
public interface IShowInTop : IShowOnPage;
