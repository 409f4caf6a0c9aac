using System.Globalization;
using Throughline.Mail.Net;

namespace Throughline.Mail.Pop3;

/// <summary>A message in the maildrop.</summary>
/// <param name="Number">Its number in this session, from 1.</param>
/// <param name="Bytes">Its size as the server counts; null if the server lists none.</param>
/// <param name="UniqueId">Stays the same from session to session (UIDL, RFC 1939 section 7); null if the server has none.</param>
public sealed record Pop3Message(int Number, long? Bytes, string? UniqueId);

/// <summary>Listing, fetching and deleting messages.</summary>
public sealed partial class Pop3Client
{
    /// <summary>All messages of the maildrop in their order. To go on where one stopped, skip the unique ids that are known.</summary>
    public async Task<IReadOnlyList<Pop3Message>> List(CancellationToken ct = default)
    {
        await Demand("LIST", ct);
        var sizes = Numbered(await Listing("LIST", ct));
        var ids = new Dictionary<int, string>();
        if ((await Ask("UIDL", ct)).Kind == '+') ids = Numbered(await Listing("UIDL", ct));
        return [.. sizes.Keys.Union(ids.Keys).Order().Select(number => new Pop3Message(number, Size(sizes, number), ids.GetValueOrDefault(number)))];
    }

    /// <summary>Streams a whole message to the destination, however large, and holds none of it (RETR).</summary>
    /// <returns>Bytes of the message as they really came.</returns>
    /// <exception cref="CommandRefusedException">There is no such message.</exception>
    /// <exception cref="MessageTooLargeException">It exceeds <see cref="ConnectionOptions.MaxMessageBytes"/>; not all of it was written.</exception>
    public async Task<long> RetrieveTo(int number, Stream destination, CancellationToken ct = default)
    {
        await Demand(string.Create(CultureInfo.InvariantCulture, $"RETR {Known(number)}"), ct);
        return await ReadMessage(destination, ct);
    }

    /// <summary>Streams the header and the first lines of the body to the destination (TOP, RFC 1939 section 7).</summary>
    public async Task<long> TopTo(int number, int lines, Stream destination, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        await Demand(string.Create(CultureInfo.InvariantCulture, $"TOP {Known(number)} {lines}"), ct);
        return await ReadMessage(destination, ct);
    }

    /// <summary>Marks a message to be removed at <see cref="Quit"/> (DELE).</summary>
    public async Task Delete(int number, CancellationToken ct = default) =>
        await Demand(string.Create(CultureInfo.InvariantCulture, $"DELE {Known(number)}"), ct);

    /// <summary>Takes back all deletions of this session (RSET).</summary>
    public async Task Undelete(CancellationToken ct = default) => await Demand("RSET", ct);

    private async Task<long> ReadMessage(Stream destination, CancellationToken ct)
    {
        var limit = _options.MaxMessageBytes;
        var (bytes, _) = await _wire.CopyText(destination, limit, limit > long.MaxValue / 4 ? long.MaxValue : limit * 4, "the rest of a message", ct);
        return bytes <= limit ? bytes : throw new MessageTooLargeException(bytes, limit);
    }

    private static int Known(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return number;
    }

    /// <summary>Lines of a number and what follows, with any blanks; others, and repeated numbers, are passed over.</summary>
    private static Dictionary<int, string> Numbered(List<string> lines)
    {
        var numbered = new Dictionary<int, string>();
        foreach (var line in lines)
            if (line.Split(Blanks, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var number, { Length: > 0 } word]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n > 0)
                numbered.TryAdd(n, word);
        return numbered;
    }

    private static long? Size(Dictionary<int, string> sizes, int number) =>
        sizes.TryGetValue(number, out var size)
            && long.TryParse(size.Split(Blanks)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
}
