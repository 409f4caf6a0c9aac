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
    public void What_was_in_the_folder_before_is_closed_to_others_where_it_is_ours()
    {
        var open = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var data = folder.File("data");
        string[] folders = ["", "keys", "files", "journal-index"], files = ["throughline.db", "journal.db-wal", "keys/master.key", "settings.json"];
        foreach (var one in folders) File.SetUnixFileMode(Directory.CreateDirectory(Path.Combine(data, one)).FullName, open);
        foreach (var one in files.Append("letter.txt")) File.WriteAllText(Path.Combine(data, one), "");
        foreach (var one in files.Append("letter.txt")) File.SetUnixFileMode(Path.Combine(data, one), open);

        DataFolder.Open(data);

        Assert.All(folders, one => Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(data, one))));
        Assert.All(files, one => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, one))));
        Assert.Equal(open, File.GetUnixFileMode(Path.Combine(data, "letter.txt")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tmp")]
    [InlineData("/usr/bin")]
    public void A_place_that_others_live_in_is_not_closed_but_refused(string place)
    {
        var before = File.GetUnixFileMode(place);

        Assert.Contains("--data", Assert.Throws<DataFolderException>(() => DataFolder.Open(place)).Message, StringComparison.Ordinal);

        Assert.Equal(before, File.GetUnixFileMode(place));
    }

    [Fact]
    public void A_folder_deep_down_gets_its_socket_in_a_new_owner_only_folder_and_the_one_before_goes()
    {
        var deep = folder.File(string.Join('/', Enumerable.Repeat("a-long-name-of-a-folder", 6)));
        var first = DataFolder.Open(deep).PlaceSocket();
        Assert.InRange(first.Length, 1, 100);
        Assert.Equal(first, DataFolder.Open(deep).Socket);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.GetDirectoryName(first)!));

        var second = DataFolder.Open(deep).PlaceSocket();

        Assert.False(Directory.Exists(Path.GetDirectoryName(first)));
        Directory.Delete(Path.GetDirectoryName(second)!);
    }

    [Fact]
    public void What_lies_in_the_place_of_the_socket_goes_and_what_it_leads_to_stays()
    {
        File.WriteAllText(folder.File("elsewhere"), "theirs");
        File.CreateSymbolicLink(folder.File("throughline.sock"), folder.File("elsewhere"));

        var socket = folder.Open().PlaceSocket();

        Assert.False(Path.Exists(socket));
        Assert.True(File.Exists(folder.File("elsewhere")));
        Directory.CreateDirectory(socket);
        Assert.Throws<DataFolderException>(() => folder.Open().PlaceSocket());
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
