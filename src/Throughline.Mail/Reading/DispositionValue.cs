using MimeKit;
using Throughline.Mail.Messages;

namespace Throughline.Mail.Reading;

/// <summary>A Content-Disposition (RFC 2183): its kind in lower case and the file name.</summary>
internal sealed record DispositionValue(string? Kind, string? FileName)
{
    private static readonly DispositionValue Absent = new(null, null);

    public bool IsAttachment => Kind == "attachment";

    public static DispositionValue Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return Absent;
        var (kind, parameters) = ParameterText.Split(value);
        kind = kind.Trim('"', '\'', ' ').ToLowerInvariant();
        // "Content-Disposition: filename=x.pdf" forgot the kind.
        if (kind.Contains('=', StringComparison.Ordinal)) return new(null, Name(ParameterText.Split(";" + value).Parameters));
        var end = kind.IndexOfAny([' ', '\t']);
        if (end > 0) kind = kind[..end];
        return new(kind.Length == 0 ? null : kind, Name(parameters));
    }

    private static string? Name(ParameterList parameters)
    {
        var name = parameters.TryGetValue("filename", out string? file) ? file : parameters.TryGetValue("name", out string? other) ? other : null;
        return string.IsNullOrWhiteSpace(name) ? null : PlainLine.Of(name);
    }
}
