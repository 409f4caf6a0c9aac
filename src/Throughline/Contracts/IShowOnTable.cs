namespace Throughline.Contracts;

/// <summary>Shown with every table of a list, such as the views of it that colleagues saved.</summary>
public interface IShowOnTable : IShowOnPage
{
    static abstract TablePlace Place { get; }

    /// <summary>The name of the table, as its page gives it.</summary>
    string List { get; set; }
}

/// <summary>Where at a table.</summary>
public enum TablePlace
{
    /// <summary>A line above it and above its filters.</summary>
    Above,

    /// <summary>A button beside those that choose its columns.</summary>
    Beside,
}
