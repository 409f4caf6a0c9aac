using System.ComponentModel.DataAnnotations;

namespace Throughline.Platform.Server;

/// <summary>What the command line decides about one run of the server.</summary>
/// <param name="Urls">Where people and programs reach it; empty for a run that only serves the command line.</param>
/// <param name="MayBeBehind">Views may have read further than the journal goes: this run builds them again.</param>
/// <param name="NewMasterKey">The master key is lost for good, and another is to be made.</param>
public sealed record ServerOptions(string DataFolder, IReadOnlyList<string> Urls, bool MayBeBehind = false, bool NewMasterKey = false)
{
    public const string DefaultUrl = "http://localhost:5080";
}

/// <summary>The section <c>Intake</c> of the settings.</summary>
public sealed class IntakeSettings
{
    public const string Section = "Intake";

    /// <summary>Store whole addresses of visitors. By default their last part is dropped.</summary>
    public bool KeepFullIp { get; init; }
}

/// <summary>The section <c>Log</c> of the settings.</summary>
public sealed class LogSettings
{
    public const string Section = "Log";

    /// <summary><c>text</c> for people, <c>json</c> for collectors.</summary>
    [RegularExpression("text|json", ErrorMessage = "Log:Format must be text or json.")]
    public string Format { get; init; } = "text";
}
