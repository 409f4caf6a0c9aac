using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Throughline.Contracts;

namespace Throughline.Platform.Storage;

/// <summary>Stores an instant as <see cref="Instants"/> counts it, because SQLite can neither order nor compare a
/// <see cref="DateTimeOffset"/>. The offset is dropped: all instants are read back as UTC.</summary>
public sealed class UtcMicroseconds()
    : ValueConverter<DateTimeOffset, long>(instant => instant.ToMicroseconds(), microseconds => Instants.FromMicroseconds(microseconds));
