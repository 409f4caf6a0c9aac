using System.Text;
using Throughline.Mail.Net;
using Throughline.Mail.Smtp;

namespace Throughline.Mail.Receiving;

/// <summary>The argument of MAIL FROM or RCPT TO: a path in angle brackets and parameters (RFC 5321 section 4.1.1.2 and .3).</summary>
internal sealed record PathArgument(string Address, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Reads "FROM:&lt;anna@example.com&gt; SIZE=10"; null when it is not of that form.</summary>
    public static PathArgument? Parse(string argument, string keyword)
    {
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = argument.AsSpan(keyword.Length).TrimStart(' ');
        if (rest is not ['<', ..] || EndOfPath(rest) is not { } end) return null;
        var address = WithoutRoute(rest[1..end]).ToString();
        if (!IsAcceptable(address)) return null;
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var tail = rest[(end + 1)..];
        if (!tail.IsEmpty && tail[0] != ' ') return null;
        foreach (var parameter in tail.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = parameter.Split('=', 2);
            if (!parameters.TryAdd(pair[0], pair.Length > 1 ? pair[1] : "")) return null;
        }

        return new(address, parameters);
    }

    /// <summary>Whether the address is ASCII only.</summary>
    public bool IsAscii => Ascii.IsValid(Address);

    /// <summary>The closing bracket, outside of any quoted string.</summary>
    private static int? EndOfPath(ReadOnlySpan<char> path)
    {
        var isQuoted = false;
        for (var i = 1; i < path.Length; i++)
        {
            if (isQuoted && path[i] == '\\') i++;
            else if (path[i] == '"') isQuoted = !isQuoted;
            else if (path[i] == '>' && !isQuoted) return i;
        }

        return null;
    }

    /// <summary>Old source routes are accepted and ignored (RFC 5321 appendix C).</summary>
    private static ReadOnlySpan<char> WithoutRoute(ReadOnlySpan<char> path)
    {
        var colon = path is ['@', ..] ? path.IndexOf(':') : -1;
        return path[(colon + 1)..];
    }

    private static bool IsAcceptable(string address)
    {
        if (address.Length == 0 || address.Equals("postmaster", StringComparison.OrdinalIgnoreCase)) return true;   // RFC 5321 section 4.5.1
        try
        {
            WireAddress.Check(address, nameof(address));
            return true;
        }
        catch (UnsafeArgumentException)
        {
            return false;
        }
    }
}
