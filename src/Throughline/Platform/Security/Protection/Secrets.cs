using System.Security.Cryptography;
using System.Text;

namespace Throughline.Platform.Security.Protection;

/// <summary>Keeps passwords and tokens of other systems unreadable in the database.</summary>
public sealed class Secrets(MasterKey key)
{
    /// <summary>Base64 text to store. <paramref name="purpose"/> names the setting, so that one secret cannot be put in the place of another.</summary>
    public string Protect(string secret, string purpose) =>
        Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(purpose)));

    /// <exception cref="CryptographicException">Altered, made for another purpose, or made with another master key.</exception>
    public string Unprotect(string stored, string purpose)
    {
        try
        {
            return Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(stored), Encoding.UTF8.GetBytes(purpose)));
        }
        catch (FormatException e)
        {
            throw new CryptographicException("This is not a secret of Throughline.", e);
        }
    }
}
