using System.Text;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;

namespace Throughline.Data.Import.Rows;

/// <summary>Reads the channel off a row; most rows name the one before.</summary>
internal sealed class ChannelField(FieldReader field)
{
    private const string Unsaid = "server";
    private const int Longest = 64;

    private byte[] _last = [];
    private string _name = Unsaid;

    public string Of(CsvReader row) => Named(field.Of(row));

    public string Named(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(_last)) return _name;
        var name = Encoding.UTF8.GetString(text).Trim().ToLowerInvariant();
        (_last, _name) = (text.ToArray(), name.Length is 0 or > Longest || name.Contains('\0', StringComparison.Ordinal) ? Unsaid : name);
        return _name;
    }
}
