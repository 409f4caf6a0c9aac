namespace Throughline.Contracts;

/// <summary>Shown on the page of a customer.</summary>
public interface IShowOnCustomer : IShowOnPage
{
    static virtual CustomerPlace Place => CustomerPlace.Side;

    /// <summary>Whose page it is: somebody who exists and was not merged away.</summary>
    CustomerId Customer { get; set; }
}

/// <summary>Where on a customer's page.</summary>
public enum CustomerPlace
{
    /// <summary>A line across the page, under its head.</summary>
    Top,

    /// <summary>The wide column: what happened.</summary>
    Main,

    /// <summary>A card in the narrow column.</summary>
    Side,
}
