using System.Buffers;
using System.Collections.Frozen;

namespace Throughline.Contracts;

/// <summary>Values that programs send when they know nobody; they never identify a customer.</summary>
public static class BlockedValues
{
    private static readonly FrozenSet<string> Blocked = FrozenSet.ToFrozenSet(
    [
        "anonymous", "anon", "guest", "visitor", "user", "user_id", "userid", "id", "email", "unknown", "none", "nil", "null", "(null)", "undefined", "nan",
        "true", "false", "n/a", "na", "test", "example@example.com", "[object object]", "not_authenticated", "not set", "(not set)", "0",
        "-1", "1e0", "{}", "[]",
        "00000000-0000-0000-0000-000000000000",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,-");

    public static bool Contains(string value)
    {
        var trimmed = value.AsSpan().Trim().Trim("\"'");
        return trimmed.IsEmpty || Blocked.GetAlternateLookup<ReadOnlySpan<char>>().Contains(trimmed) || trimmed.TrimStart("0-").IsEmpty
            || IsRounded(trimmed);
    }

    /// <summary>Whether a spreadsheet wrote a long number short, as <c>4.42079E+11</c>: its last digits are lost, and many have the first.</summary>
    public static bool IsRounded(ReadOnlySpan<char> value)
    {
        var e = value.IndexOf("E+", StringComparison.OrdinalIgnoreCase);
        return e > 0 && e < value.Length - 2 && value[..e].IndexOfAnyExcept(OfNumbers) < 0 && value[(e + 2)..].IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
