using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Throughline.Platform.Storage.Migrations;

/// <summary>One numbered SQL file of one room, embedded in the assembly as <c>…/Migrations/STORE/0001_name.sql</c>.</summary>
public sealed partial record Migration(string Room, int Number, string Sql)
{
    /// <summary>What the database remembers it by: <c>security/0001</c>.</summary>
    public string Id => $"{Room}/{Number:D4}";

    /// <summary>SHA-256 of the text, with line ends as LF, in lower-case hex.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>Tables that EF Core does not know, such as full-text indexes: each declared in the file by a line <c>-- hand-made: table</c>.</summary>
    public IEnumerable<string> HandMadeTables => HandMade().Matches(Sql).Select(match => match.Groups["table"].Value);

    /// <summary>All files for one store in order: by number, then by room. A room is the folder that holds <c>Migrations</c>;
    /// <paramref name="below"/> narrows to one namespace.</summary>
    /// <exception cref="MigrationException">A file is not called <c>0001_name.sql</c>, or two share an id.</exception>
    public static IReadOnlyList<Migration> Embedded(string store, string below = "Throughline", Assembly? assembly = null)
    {
        assembly ??= typeof(Migration).Assembly;
        var marker = $".Migrations.{store}.";
        Migration[] found =
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(below + ".", StringComparison.Ordinal) && name.Contains(marker, StringComparison.Ordinal))
                .Select(name => Read(assembly, name, marker))
                .OrderBy(m => m.Number).ThenBy(m => m.Room, StringComparer.Ordinal),
        ];
        if (found.CountBy(m => m.Id).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            throw new MigrationException($"Two migrations are called {twice}. Give one the next number.");
        return found;
    }

    private static Migration Read(Assembly assembly, string name, string marker)
    {
        var at = name.IndexOf(marker, StringComparison.Ordinal);
        var room = name[..at].Split('.')[^1].ToLowerInvariant();
        if (FileName().Match(name[(at + marker.Length)..]) is not { Success: true } file)
            throw new MigrationException($"The migration {name} must be called like 0001_what_it_does.sql.");

        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new Migration(room, int.Parse(file.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), reader.ReadToEnd());
    }

    [GeneratedRegex(@"^(?<number>\d{4})_[a-z0-9_]+\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^--\s*hand-made:\s*(?<table>\w+)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HandMade();
}
