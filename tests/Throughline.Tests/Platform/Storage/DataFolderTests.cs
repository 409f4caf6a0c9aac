using System.Runtime.Versioning;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_folder_is_for_its_owner_alone()
    {
        var data = DataFolder.Open(folder.File("new/data"));

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.Root));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.Files));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.Keys));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_was_there_with_at_most_settings_in_it_is_closed_to_others(bool withSettings)
    {
        Directory.CreateDirectory(folder.File("data"), OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        if (withSettings) File.WriteAllText(folder.File("data/settings.json"), "{}");

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(DataFolder.Open(folder.File("data")).Root));
    }

    [Fact]
    public void A_folder_with_other_things_in_it_keeps_its_rights()
    {
        var shared = Directory.CreateDirectory(folder.File("shared"), OwnerOnly | UnixFileMode.OtherExecute).FullName;
        File.WriteAllText(Path.Combine(shared, "other.txt"), "theirs");

        File.WriteAllText(DataFolder.Open(shared).Database, "");
        DataFolder.Open(shared);

        Assert.Equal(OwnerOnly | UnixFileMode.OtherExecute, File.GetUnixFileMode(shared));
    }

    [Fact]
    public void Only_one_holds_the_lock_and_it_can_be_taken_again_after_release()
    {
        var first = folder.Open().TryLock();

        Assert.NotNull(first);
        Assert.Null(folder.Open().TryLock());
        first.Dispose();
        using var second = folder.Open().TryLock();
        Assert.NotNull(second);
    }

    [Fact]
    public void A_lock_file_left_by_a_crash_locks_nobody_out()
    {
        File.WriteAllText(folder.File("throughline.lock"), "");

        using var held = folder.Open().TryLock();

        Assert.NotNull(held);
    }

    [Fact]
    public void A_path_that_is_a_file_is_a_clear_error()
    {
        File.WriteAllText(folder.File("taken"), "");

        var error = Assert.Throws<DataFolderException>(() => DataFolder.Open(folder.File("taken")));

        Assert.Contains(folder.File("taken"), error.Message, StringComparison.Ordinal);
    }
}
