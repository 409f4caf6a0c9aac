using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Security;

[UnsupportedOSPlatform("windows")]
public sealed class ProtectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_secret_comes_back_and_two_of_the_same_look_different()
    {
        using var folder = new TestFolder();
        using var key = new MasterKey(folder.Open());
        var secrets = new Secrets(key);

        var stored = secrets.Protect("hunter2", "mail password");

        Assert.Equal("hunter2", secrets.Unprotect(stored, "mail password"));
        Assert.NotEqual(stored, secrets.Protect("hunter2", "mail password"));
        Assert.DoesNotContain("hunter2", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_survives_a_restart_and_the_key_file_is_for_its_owner_alone()
    {
        using var folder = new TestFolder();
        string stored;
        using (var first = new MasterKey(folder.Open())) stored = new Secrets(first).Protect("hunter2", "p");
        using var second = new MasterKey(folder.Open());

        Assert.Equal("hunter2", new Secrets(second).Unprotect(stored, "p"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Open().Keys, "master.key")));
        Assert.Single(Directory.EnumerateFiles(folder.Open().Keys));
    }

    [Fact]
    public void A_secret_of_another_purpose_another_key_or_altered_is_refused()
    {
        using var folder = new TestFolder();
        using var elsewhere = new TestFolder();
        using var key = new MasterKey(folder.Open());
        using var other = new MasterKey(elsewhere.Open());
        var secrets = new Secrets(key);
        var stored = secrets.Protect("hunter2", "mail");
        var altered = Convert.FromBase64String(stored);
        altered[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => secrets.Unprotect(stored, "chat"));
        Assert.ThrowsAny<CryptographicException>(() => new Secrets(other).Unprotect(stored, "mail"));
        Assert.ThrowsAny<CryptographicException>(() => secrets.Unprotect(Convert.ToBase64String(altered), "mail"));
        Assert.ThrowsAny<CryptographicException>(() => secrets.Unprotect("no base64", "mail"));
        Assert.ThrowsAny<CryptographicException>(() => secrets.Unprotect("AQID", "mail"));
    }

    [Fact]
    public void A_damaged_master_key_is_a_clear_error()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(Path.Combine(folder.Open().Keys, "master.key"), [1, 2, 3]);
        using var key = new MasterKey(folder.Open());

        Assert.Contains("damaged", Assert.Throws<CryptographicException>(() => new Secrets(key).Protect("x", "p")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_keys_live_in_the_database_encrypted_and_another_start_reads_them()
    {
        await using var database = await TestDatabase.Create(Ct, services => services.AddProtection());
        var sealedText = database.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookie").Protect("who");

        var again = new ServiceCollection();
        again.AddLogging();
        again.AddStorage(database.Folder).AddProtection();
        await using var restarted = again.BuildServiceProvider();
        await using var db = database.Context();
        var stored = await db.Set<ProtectionKey>().SingleAsync(Ct);

        Assert.Equal("who", restarted.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookie").Unprotect(sealedText));
        Assert.Contains("masterKeyEncrypted", stored.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey ", stored.Xml, StringComparison.Ordinal);
        Assert.Single(restarted.GetRequiredService<IKeyManager>().GetAllKeys());
    }
}
