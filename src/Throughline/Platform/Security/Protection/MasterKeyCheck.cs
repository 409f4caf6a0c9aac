using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Protection;

/// <summary>Looks at a start whether the master key opens what the database holds: made anew, or another company's, it would open nothing.</summary>
public static class MasterKeyCheck
{
    /// <param name="beginAnew">The key is lost for good: what it encrypted is given up, and a new one is made.</param>
    /// <exception cref="DataFolderException">The key is missing, damaged, or another company's.</exception>
    public static async Task Look(DataFolder folder, bool beginAnew, TimeProvider clock, CancellationToken ct)
    {
        await using var database = await SqliteSettings.Open(folder.Database, ct);
        var path = MasterKey.PathIn(folder);
        if (WhyNot(folder, Newest(database)) is not { } why) return;
        if (!beginAnew) throw new DataFolderException(
            $"The master key {path} {why}. Restore it from a backup. If it is lost permanently, start once with ./throughline serve --new-master-key: "
                + "sessions end, and passwords of other systems must be entered again. Nothing was changed.");
        database.Run("delete from security_protection_keys");
        var lost = string.Create(CultureInfo.InvariantCulture, $"lost-{clock.GetUtcNow():yyyyMMddHHmmssfff}.key");
        if (File.Exists(path)) File.Move(path, Path.Combine(folder.Keys, lost));
    }

    private static string? WhyNot(DataFolder folder, string? newest)
    {
        if (!File.Exists(MasterKey.PathIn(folder))) return newest is null ? null : "is missing, and the database holds what it encrypted";
        using var key = new MasterKey(folder);
        try
        {
            if (newest is null) key.Encrypt([], []);
            else if (XElement.Parse(newest).Descendants("masterKeyEncrypted").FirstOrDefault() is { } secret)
                key.Decrypt(Convert.FromBase64String(secret.Value), MasterKeyEncryptor.Purpose);
            return null;
        }
        catch (AuthenticationTagMismatchException)
        {
            return "is another company's, or was altered: it does not open what the database holds";
        }
        catch (CryptographicException)
        {
            return "is damaged";
        }
    }

    private static string? Newest(Microsoft.Data.Sqlite.SqliteConnection database)
    {
        using var rows = new Statement(database, "select xml from security_protection_keys order by created_at desc limit 1");
        return rows.Step() ? rows.Text(0) : null;
    }
}
