namespace Throughline.Contracts;

/// <summary>A card on the page where a colleague says what they want to be told.</summary>
public interface IShowOnNotifications : IShowOnPage;
