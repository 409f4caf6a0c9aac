namespace Throughline.Platform.Storage;

/// <summary>A strongly typed id over a <see cref="Guid"/>. Every such type of the product is mapped to a column by itself.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
