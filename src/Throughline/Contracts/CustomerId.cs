namespace Throughline.Contracts;

/// <summary>A customer's number: that of the first identity we knew them by, so that a rebuild gives the same numbers.</summary>
public readonly record struct CustomerId(int Value)
{
    public static CustomerId? Parse(string? text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) && value > 0
            ? new CustomerId(value)
            : null;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
