using Microsoft.AspNetCore.WebUtilities;
using Throughline.Platform.Ui;

namespace Throughline.Data.Import;

/// <summary>How a file is looked at before it is read, as its page's address says it. What is not said is found.</summary>
public sealed record FileView(string? Format = null, string? Delimiter = null, string? Encoding = null, string? Sheet = null)
{
    public string Address(Guid id) => QueryHelpers.AddQueryString($"/data/import/{id}", new Dictionary<string, string?>
    {
        ["format"] = Format.NullIfBlank(), ["delimiter"] = Delimiter.NullIfBlank(), ["encoding"] = Encoding.NullIfBlank(), ["sheet"] = Sheet.NullIfBlank(),
    }.Where(part => part.Value is not null));
}
