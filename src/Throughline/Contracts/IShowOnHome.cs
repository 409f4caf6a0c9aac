namespace Throughline.Contracts;

/// <summary>A card on the page where a day begins.</summary>
public interface IShowOnHome : IShowOnPage
{
    /// <summary>Whose day it is part of, by the names of roles; none: everybody's.</summary>
    static virtual IReadOnlyList<string> Roles => [];
}
