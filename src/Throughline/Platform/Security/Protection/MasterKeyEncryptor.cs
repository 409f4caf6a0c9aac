using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Throughline.Platform.Security.Protection;

/// <summary>Encrypts data-protection keys at rest by the master key.</summary>
public sealed class MasterKeyEncryptor(MasterKey key) : IXmlEncryptor
{
    internal static readonly byte[] Purpose = "data-protection"u8.ToArray();

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var sealedBytes = key.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose);
        return new EncryptedXmlInfo(new XElement("masterKeyEncrypted", Convert.ToBase64String(sealedBytes)), typeof(MasterKeyDecryptor));
    }
}

/// <summary>Reads what <see cref="MasterKeyEncryptor"/> wrote. Data protection creates it by its name.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services
            .GetRequiredService<MasterKey>()
            .Decrypt(Convert.FromBase64String(encryptedElement.Value), MasterKeyEncryptor.Purpose)));
}
