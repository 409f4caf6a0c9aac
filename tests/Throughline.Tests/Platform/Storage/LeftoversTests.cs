using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform.Storage;

public sealed class LeftoversTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_backup_restore_or_first_start_left_goes_at_the_next_start()
    {
        var data = DataFolder.Open(_folder.File("data"));
        string[] left = [_folder.File("data/.backup/throughline.db"), _folder.File("data.restoring-999999/keys/master.key"),
            _folder.File("data/keys/master.key.999999.1"), _folder.File("company.tar.gz.part")];
        foreach (var file in left) Write(file);
        File.WriteAllText(_folder.File("data/.draft-999999"), left[^1]);
        Write(_folder.File("data/keys/master.key"));

        Leftovers.Remove(data);

        Assert.DoesNotContain(left, File.Exists);
        Assert.False(Directory.Exists(_folder.File("data.restoring-999999")));
        Assert.True(File.Exists(_folder.File("data/keys/master.key")));
    }

    [Fact]
    public void What_is_being_written_stays_and_a_note_removes_nothing_but_a_draft()
    {
        var data = DataFolder.Open(_folder.File("data"));
        Write(_folder.File("letters.txt"));
        File.WriteAllText(_folder.File("data/.draft-999999"), _folder.File("letters.txt"));
        using var noted = Leftovers.Drafting(data, _folder.File("now.part"));
        using var writing = new FileStream(_folder.File("now.part"), FileMode.Create, FileAccess.Write, FileShare.None);
        var (restoring, held) = Leftovers.BeginRestore(data.Root);
        using (held)
        {
            Leftovers.Remove(data);

            Assert.True(File.Exists(_folder.File("letters.txt")));
            Assert.True(File.Exists(_folder.File("now.part")));
            Assert.True(Directory.Exists(restoring));
        }
    }

    private static void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "key");
    }
}
