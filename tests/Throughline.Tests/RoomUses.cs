using System.Text.RegularExpressions;

namespace Throughline.Tests;

/// <summary>Which capability of a room uses which: a folder directly below the room, or a file of the room itself.</summary>
internal sealed class RoomUses
{
    private readonly string _room;
    private readonly List<Use> _uses = [];
    private readonly ILookup<string, SourceFile> _owners;

    public RoomUses(IReadOnlyList<SourceFile> files)
    {
        _room = RoomOf(files);
        _owners = files.SelectMany(file => file.Declares.Select(name => (Name: name, File: file))).ToLookup(d => d.Name, d => d.File);
        foreach (var file in files.Where(f => !IsRoomClass(f))) _uses.AddRange(UsesOf(file));
    }

    /// <param name="What">The name that is used.</param>
    public sealed record Use(string From, string To, string File, int Line, string What)
    {
        public override string ToString() => $"{From} uses {To}: {File}:{Line} ({What})";
    }

    /// <summary>The first use of each pair of capabilities that stand in a circle.</summary>
    public IEnumerable<Use> InCircles()
    {
        var next = _uses.ToLookup(u => u.From, u => u.To);
        return _uses.DistinctBy(u => (u.From, u.To)).Where(u => Reached(u.To, next).Contains(u.From));
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> next)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([from]);
        while (open.TryPop(out var one))
            foreach (var other in next[one])
                if (seen.Add(other)) open.Push(other);
        return seen;
    }

    // The room's class says what there is in the room, and may name all of it.
    private static bool IsRoomClass(SourceFile file) => file.Declares is [var name] && name.EndsWith("Room", StringComparison.Ordinal);

    private IEnumerable<Use> UsesOf(SourceFile file)
    {
        var here = CapabilityOf(file);
        foreach (var (name, owner) in _owners.SelectMany(o => o.Select(f => (o.Key, f))))
        {
            var there = CapabilityOf(owner);
            if (there != here && FirstUse(file, owner, name) is { } at) yield return new Use(here, there, file.Path, at, name);
        }
    }

    private int? FirstUse(SourceFile file, SourceFile owner, string name)
    {
        var space = NamespaceOf(owner);
        var isNear = NamespaceOf(file).StartsWith(space, StringComparison.Ordinal) || file.Usings.Contains(space);
        var last = space[(space.LastIndexOf('.') + 1)..];
        var named = new Regex(isNear ? $@"(?:(?<![\w.@""'-])|\b{last}\.){Spelled(owner, name)}" : $@"\b{last}\.{name}\b");
        var found = named.Match(Body(file));
        if (!found.Success) return null;
        // A using says it first.
        var said = Regex.Match(file.Text, $@"^@?using {Regex.Escape(space)};?\r?$", RegexOptions.Multiline);
        return file.LineAt(said.Success ? said.Index : found.Index);
    }

    // A component is used as a tag, or as the type of one; a type anywhere except as the name of a property or a parameter.
    private static string Spelled(SourceFile owner, string name) =>
        owner.IsRazor ? $@"(?:(?<=<){name}(?=[\s/>])|(?<=typeof\(|nameof\(|<){name}\b|{name}\.(?=\w))" : $@"{name}\b(?!\s*(?:=[^=>]|\{{ get|;))";

    private static string Body(SourceFile file) =>
        Regex.Replace(file.Text, @"^(?:@?using|@?namespace) .*$", m => new string(' ', m.Length), RegexOptions.Multiline);

    private string CapabilityOf(SourceFile file)
    {
        var below = Path.GetRelativePath(_room, file.Path);
        return below.Contains('/', StringComparison.Ordinal) ? below[..below.IndexOf('/', StringComparison.Ordinal)] : below;
    }

    private string NamespaceOf(SourceFile file)
    {
        if (file.Namespace is { } stated) return stated;
        var folder = Path.GetRelativePath(Path.GetDirectoryName(_room)!, Path.GetDirectoryName(file.Path)!);
        return $"Throughline.{folder.Replace('/', '.')}";
    }

    private static string RoomOf(IReadOnlyList<SourceFile> files)
    {
        var folders = files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct().OrderBy(f => f.Length).ToList();
        var room = folders[0];
        while (!folders.All(f => f == room || f.StartsWith(room + '/', StringComparison.Ordinal))) room = Path.GetDirectoryName(room)!;
        return room;
    }
}
