namespace Throughline.Platform.Security.Keys;

/// <summary>A write key may only append interactions and may be public; a secret key calls the HTTP API.</summary>
public enum KeyKind
{
    Write,
    Secret,
}

/// <summary>The names of the kinds, as users and the database write them.</summary>
public static class KeyKinds
{
    public static string NameOf(KeyKind kind) => kind switch
    {
        KeyKind.Write => "write",
        KeyKind.Secret => "secret",
    };

    public static KeyKind? Parse(string? name) => name switch
    {
        "write" => KeyKind.Write,
        "secret" => KeyKind.Secret,
        _ => null,
    };
}
