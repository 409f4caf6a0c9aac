using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Throughline.Contracts;

namespace Throughline.Platform.Storage;

/// <summary>Stores an identity as it is written everywhere: <c>KIND:VALUE</c>.</summary>
public sealed class IdentityColumn() : ValueConverter<Identity, string>(identity => identity.ToString(), text => Read(text))
{
    private static Identity Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new Identity(text[..colon], text[(colon + 1)..]);
    }
}
