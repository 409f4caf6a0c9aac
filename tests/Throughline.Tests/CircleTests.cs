using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>The folder is the map: namespaces say where a file stands, and the capabilities of a room form no circle.</summary>
public class CircleTests
{
    /// <summary>Access asks keys and users, who are managed by those whom it lets in.</summary>
    private static readonly string[] NotYetWithin = [];

    private static readonly string Product = Path.Combine(SourceFile.Root, "Throughline");

    public static TheoryData<string> Rooms =>
        [.. Directory.GetDirectories(Product).Select(Path.GetFileName).OfType<string>().Where(IsRoom)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_capabilities_of_a_room_form_no_circle(string room)
    {
        var uses = new RoomUses(SourceFile.Below(Path.Combine(Product, room)));
        Assert.Equal("", string.Join('\n', uses.InCircles().Select(use => use.ToString()).Order()));
    }

    public static TheoryData<string> Capabilities => [.. Directory.GetDirectories(Product).Where(room => IsRoom(Path.GetFileName(room)))
        .SelectMany(Directory.GetDirectories).Where(HasFolders).Select(folder => Path.GetRelativePath(Product, folder)).Except(NotYetWithin)];

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void The_folders_of_a_capability_form_no_circle(string capability)
    {
        // What stands in the capability's own folder puts them together, as a room's class does with capabilities.
        var folder = Path.Combine(Product, capability);
        var uses = new RoomUses([.. SourceFile.Below(folder).Where(file => Path.GetDirectoryName(file.Path) != folder)]);
        Assert.Equal("", string.Join('\n', uses.InCircles().Select(use => use.ToString()).Order()));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var strays = SourceFile.Below(Product)
            .Where(file => file.Namespace is not null && file.Namespace != file.NamespaceOfFolder);
        Assert.Equal("", string.Join('\n', strays.Select(file => $"{file.Path} says {file.Namespace}, its folder is {file.NamespaceOfFolder}")));
    }

    [Fact]
    public void A_circle_is_seen_with_its_lines()
    {
        var folder = Directory.CreateTempSubdirectory("circle-").FullName;
        Write("Room/Boards/Board.cs",
            "using Throughline.Room.Saved;\nnamespace Throughline.Room.Boards;\npublic class Board\n{\n    // Pin is spoken of\n"
                + "    public Question Asked;\n}\n");
        Write("Room/Saved/Question.cs", "namespace Throughline.Room.Saved;\npublic class Question { }\n");
        Write("Room/Saved/_Imports.razor", "@namespace Throughline.Room.Saved\n@using Throughline.Room.Boards\n");
        Write("Room/Saved/Page.razor", "@* Pin it *@\n<p>\n<Pin />\n</p>\n");
        Write("Room/Boards/Pin.razor", "<p>pinned</p>\n");
        Write("Room/Alone/Alone.cs", "namespace Throughline.Room.Alone;\npublic class Alone { public Boards.Board Board; }\n");

        var circle = new RoomUses(SourceFile.Below(Path.Combine(folder, "Room"))).InCircles().Select(use => use.ToString()).Order().ToList();

        Directory.Delete(folder, recursive: true);
        Assert.Equal(["Boards uses Saved: Board.cs:1 (Question)", "Saved uses Boards: Page.razor:3 (Pin)"],
            circle.Select(line => Regex.Replace(line, @"\S*/", "")));

        void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), text);
        }
    }

    private static bool HasFolders(string capability) => Directory.GetDirectories(capability)
        .Any(folder => Directory.EnumerateFiles(folder, "*.cs").Any());

    private static bool IsRoom(string folder) => folder is not ("Contracts" or "web" or "bin" or "obj" or "wwwroot" or "Properties");
}
