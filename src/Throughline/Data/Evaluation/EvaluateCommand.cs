using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Data.Import.Reading;
using Throughline.Platform.Cli;
using Throughline.Statistics;

namespace Throughline.Data.Evaluation;

/// <summary><c>./throughline evaluate</c>: how well the models do on a file of one's own, as JSON on stdout. Figures are defined in docs/metrics.md.</summary>
public sealed class EvaluateCommand : ICommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Create() => new("evaluate", "Measures customer-value models, recommenders or topic models on a CSV file and prints JSON")
    {
        EvaluateClv.Create(),
        EvaluateRecommendations.Create(),
        EvaluateTopics.Create(),
    };

    /// <summary>Prints what the measurement found; says in one line on stderr why it could not be done.</summary>
    internal static Task<int> Print(ParseResult parsed, Func<object> measure)
    {
        try
        {
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(measure(), Json));
            return Task.FromResult(0);
        }
        catch (Exception problem) when (problem is CannotFitException or CommandException or IOException or UnauthorizedAccessException
            or InvalidDataException or UnreadableFileException or ArgumentException or System.Text.RegularExpressions.RegexMatchTimeoutException
            or OperationCanceledException)
        {
            var code = problem is CannotFitException cannot ? $" ({cannot.Code})" : "";
            parsed.InvocationConfiguration.Error.WriteLine($"throughline: {problem.Message.ReplaceLineEndings(" ")}{code}");
            return Task.FromResult(1);
        }
    }

    /// <summary><c>--map FIELD=COLUMN …</c></summary>
    internal static Option<string[]> MapOption() =>
        new("--map") { Description = "Which column contains a field: FIELD=COLUMN, repeatable.", AllowMultipleArgumentsPerToken = true };

    /// <summary><c>--dates dmy|mdy</c></summary>
    internal static Option<string> DatesOption() =>
        new("--dates") { Description = "Order of dates such as 3/4/2011: day first or month first (default: detected).", HelpName = "dmy|mdy" };

    /// <summary><c>--day-first</c>, which is <c>--dates dmy</c></summary>
    internal static Option<bool> DayFirstOption() => new("--day-first") { Description = "The same as --dates dmy." };
}
