namespace Throughline.Data.Import.Reading;

/// <summary>A file that cannot be imported as it is, with a sentence on what to do about it.</summary>
public sealed class UnreadableFileException(string code, Sentence message) : Exception(message.ToString())
{
    /// <summary>Stable, snake_case, for programs.</summary>
    public string Code => code;
}
