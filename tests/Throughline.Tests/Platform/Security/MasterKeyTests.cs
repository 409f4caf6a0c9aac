using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Storage;

namespace Throughline.Tests.Platform.Security;

public sealed class MasterKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("missing")]
    [InlineData("damaged")]
    [InlineData("empty")]
    [InlineData("another company's")]
    public async Task A_key_that_does_not_open_what_the_database_holds_stops_the_start_until_somebody_gives_it_up(string fault)
    {
        await using var database = await TestDatabase.Create(Ct, services => services.AddProtection());
        database.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookie").Protect("who");
        await MasterKeyCheck.Look(database.Folder, beginAnew: false, TimeProvider.System, Ct);
        var file = Path.Combine(database.Folder.Keys, "master.key");
        if (fault == "missing") File.Delete(file);
        else await File.WriteAllBytesAsync(file, new byte[fault switch { "empty" => 0, "damaged" => 31, _ => 32 }], Ct);

        var refused = await Assert.ThrowsAsync<DataFolderException>(() => MasterKeyCheck.Look(database.Folder, beginAnew: false, TimeProvider.System, Ct));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--new-master-key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(fault != "missing", File.Exists(file));

        await MasterKeyCheck.Look(database.Folder, beginAnew: true, TimeProvider.System, Ct);
        await MasterKeyCheck.Look(database.Folder, beginAnew: false, TimeProvider.System, Ct);
    }
}
