using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Throughline.Platform.Storage;

/// <summary>Stores a strongly typed id as the <see cref="Guid"/> inside it.</summary>
public sealed class IdColumn<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Read(value))
    where TId : struct, IId<TId>
{
    private static TId Read(Guid value) => TId.From(value);
}
