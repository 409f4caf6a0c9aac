namespace Throughline.Contracts;

/// <summary>A card on the page of a touchpoint.</summary>
public interface IShowOnTouchpoint : IShowOnPage
{
    /// <summary>The touchpoint's key.</summary>
    string Touchpoint { get; set; }
}
