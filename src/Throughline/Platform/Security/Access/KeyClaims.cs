namespace Throughline.Platform.Security.Access;

/// <summary>What a request that came with a key says of it.</summary>
public static class KeyClaims
{
    public const string Id = "key", Name = "key_name", Kind = "key_kind", Scopes = "scopes";
}
