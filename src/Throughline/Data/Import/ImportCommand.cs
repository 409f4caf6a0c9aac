using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Spectre.Console;
using Throughline.Platform.Cli;

namespace Throughline.Data.Import;

/// <summary><c>import FILE</c>: hands a CSV, CSV.gz or workbook to the server and follows it until it is in the journal.</summary>
public sealed class ImportCommand : ICommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private static readonly Option<string> Format = new("--format")
    { Description = "What the rows contain (default: detected from the columns)", HelpName = "purchases|interactions|customers"
    };

    private static readonly Option<string[]> Map = Pairs("--map", "Which column contains a field: FIELD=COLUMN … (default: detected)", "FIELD=COLUMN"),
        Set = Pairs("--set", "One value of a field for all rows: FIELD=VALUE …", "FIELD=VALUE");

    private static readonly Option<string>
        Delimiter = new("--delimiter") { Description = "Character between fields, or tab (default: detected)", HelpName = "C" },
        Dates = new("--dates") { Description = "Order of dates such as 3/4/2011: day first or month first (default: detected)", HelpName = "dmy|mdy" },
        Zone = new("--timezone") { Description = "IANA time zone such as Europe/London for times without one (default: UTC)", HelpName = "ZONE" },
        Point = new("--decimal") { Description = "Decimal separator, as in 1.234 (default: detected)", HelpName = "comma|point" },
        Encoding = new("--encoding") { Description = "Text encoding, such as windows-1250 or shift_jis (default: detected)", HelpName = "NAME" },
        Sheet = new("--sheet") { Description = "Sheet of a workbook (default: the first)", HelpName = "NAME" };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV, CSV.gz or .xlsx file with column names in the first row" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Preview: count the rows, store nothing" };
        var json = new Option<bool>("--json") { Description = "Print the row counts as one JSON object in the last line" };
        var command = new Command("import", "Imports a CSV, CSV.gz or .xlsx file; importing the same file again adds nothing")
        { file, Format, Map, Set, Delimiter, Dates, Zone, Point, Encoding, Sheet, dryRun, json
        };
        command.SetAction((parsed, ct) => CommandLine.Guarded(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path)) throw new CommandException($"File not found: {path}.");
            var plan = Plan(parsed);
            await using var server = await LocalServer.Reach(CommandLine.DataFolderOf(parsed), ct);
            return await Run(server, path, new { plan, dryRun = parsed.GetValue(dryRun) }, parsed.GetValue(json), ct);
        }));
        return command;
    }

    private static object Plan(ParseResult parsed) => new
    {
        format = parsed.GetValue(Format), map = Read(parsed.GetValue(Map), "--map"), set = Read(parsed.GetValue(Set), "--set"),
        delimiter = parsed.GetValue(Delimiter), dates = parsed.GetValue(Dates), timeZone = parsed.GetValue(Zone),
        @decimal = parsed.GetValue(Point), encoding = parsed.GetValue(Encoding), sheet = parsed.GetValue(Sheet),
    };

    private static Option<string[]> Pairs(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, AllowMultipleArgumentsPerToken = true };

    private static Dictionary<string, string>? Read(string[]? pairs, string option)
    {
        if (pairs is not { Length: > 0 }) return null;
        var read = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new CommandException($"{option} takes {(option == "--map" ? "FIELD=COLUMN" : "FIELD=VALUE")}, not {pair}.");
            if (!read.TryAdd(pair[..equals], pair[(equals + 1)..])) throw new CommandException($"{option} names {pair[..equals]} twice.");
        }
        return read;
    }

    private static async Task<int> Run(LocalServer server, string path, object request, bool asJson, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var id = await Upload(server, path, ct);
        var done = default(JsonElement);
        try
        {
            await server.Send(HttpMethod.Post, $"/api/imports/{id}/start", request, ct);
            // A bar is for eyes; in a log it would be noise.
            if (Console.IsErrorRedirected) done = await Follow(server, id, _ => { }, ct);
            else await Bars().StartAsync(async progress => done = await Follow(server, id, Shown(progress, path), ct));
        }
        catch (OperationCanceledException)
        {
            await server.Send(HttpMethod.Post, $"/api/imports/{id}/stop", null, CancellationToken.None);
            done = await Follow(server, id, _ => { }, CancellationToken.None);
            await Console.Error.WriteLineAsync(Summary(done, clock.Elapsed));
            throw;
        }
        finally
        {
            if (done.ValueKind == JsonValueKind.Undefined || Text(done, "state") != "finished")
                await server.Send(HttpMethod.Delete, $"/api/imports/{id}", null, CancellationToken.None);
        }
        if (Text(done, "error") is { } error) throw new CommandException(error);
        await Console.Out.WriteLineAsync(asJson ? Counts(done) : Summary(done, clock.Elapsed));
        return 0;
    }

    private static Action<double> Shown(ProgressContext progress, string path)
    {
        var bar = progress.AddTask(Markup.Escape(Path.GetFileName(path)), maxValue: 1);
        return share => bar.Value = share;
    }

    private static async Task<string> Upload(LocalServer server, string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports?name="
            + Uri.EscapeDataString(Path.GetFileName(path))) { Content = new StreamContent(file, 256 * 1024) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.ExpectContinue = true; // Too large a file is refused before it is sent.
        return (await server.Send(request, ct)).GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> Follow(LocalServer server, string id, Action<double> show, CancellationToken ct)
    {
        while (true)
        {
            var now = await server.Send(HttpMethod.Get, $"/api/imports/{id}", null, ct);
            show(now.GetProperty("share").GetDouble());
            if (Text(now, "state") is not ("waiting" or "running")) return now;
            await Task.Delay(BetweenLooks, ct);
        }
    }

    private static string Counts(JsonElement done) =>
        JsonSerializer.Serialize(new
        { read = Number(done, "read"), accepted = Number(done, "accepted"), repeated = Number(done, "repeated"),
            setAside = Number(done, "setAside")
        });

    private static string Summary(JsonElement done, TimeSpan took)
    {
        var trial = done.GetProperty("isTrial").GetBoolean();
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture,
                $"{Number(done, "read"):N0} rows read in {took.TotalSeconds:F1} s: {Number(done, "accepted"):N0} accepted, "
                    + $"{Number(done, "repeated"):N0} repeated, {Number(done, "setAside"):N0} set aside."),
            string.Create(CultureInfo.InvariantCulture,
                $"{(trial ? "Preview, nothing is stored. It would be" : "New in the journal:")} {Number(done, "interactions"):N0} interactions."),
        };
        if (Text(done, "found") is { } found) lines.Add($"The file: {found}.");
        foreach (var reason in done.GetProperty("reasons").EnumerateArray())
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"  {reason.GetProperty("rows").GetInt64():N0} × {Text(reason, "code")!.Replace('_', ' ')}; for example: {Text(reason, "example")}"));
        return string.Join(Environment.NewLine, lines);
    }

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static Progress Bars() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        ColorSystem = Console.IsErrorRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    }).Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
}
