using System.Globalization;
using System.Text;

namespace Throughline.Benchmarks.Intake;

/// <summary>
/// One prebuilt HTTP request with a batch of events of about 400 bytes. Before each sending only the ids, customers and times
/// are written over in place, so that the load costs the sender next to nothing.
/// </summary>
internal sealed class BatchRequest
{
    private const int IdLength = 36, UserDigits = 7, TimeLength = 24;
    private static readonly string[] Events = ["Product Viewed", "Product Added", "Order Completed", "Article Read", "Search Made"];

    private readonly byte[] _request;
    private readonly List<int> _ids = [], _users = [], _times = [];
    private readonly int _customers;
    private readonly Random _random;

    public BatchRequest(Uri server, string writeKey, int customers, int seed)
    {
        (_customers, _random) = (customers, new Random(seed));
        var body = new StringBuilder("{\"batch\":[");
        for (var i = 0; i < IntakeOptions.EventsInBatch; i++) AddEvent(body, i);
        var written = body.Append(CultureInfo.InvariantCulture, $"],\"sentAt\":\"{Time()}\"}}").ToString();
        var key = Convert.ToBase64String(Encoding.ASCII.GetBytes(writeKey + ":"));
        var head =
            $"POST /v1/batch HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Basic {key}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {written.Length}\r\n\r\n";
        BodyStart = head.Length;
        _request = Encoding.ASCII.GetBytes(head + written);
        Find("\"messageId\":\"", _ids);
        Find("user-", _users);
        Find("\"timestamp\":\"", _times);
        Find("\"sentAt\":\"", _times);
        Renew();
    }

    public ReadOnlyMemory<byte> Bytes => _request;

    public int BodyStart { get; }

    /// <summary>Gives every event a new random id and a random customer, and the time of now.</summary>
    public void Renew()
    {
        Span<byte> random = stackalloc byte[IdLength / 2];
        foreach (var at in _ids)
        {
            _random.NextBytes(random);
            Convert.TryToHexStringLower(random, _request.AsSpan(at, IdLength), out _);
        }
        // An identify call names its customer three times in a row; the number is the same then.
        for (int i = 0, last = -1000, user = 0; i < _users.Count; last = _users[i++])
        {
            if (_users[i] - last > 150) user = _random.Next(_customers);
            Digits(_request.AsSpan(_users[i], UserDigits), user);
        }
        var time = Encoding.ASCII.GetBytes(Time());
        foreach (var at in _times) time.CopyTo(_request, at);
    }

    /// <summary>The message ids and customers of the batch as it stands now.</summary>
    public (string[] Ids, string[] Users) Columns()
    {
        var ids = _ids.Select(at => Encoding.ASCII.GetString(_request, at, IdLength)).ToArray();
        var users = _ids.Select(at => Encoding.ASCII.GetString(_request, _users.Find(u => u > at) - 5, UserDigits + 5)).ToArray();
        return (ids, users);
    }

    private static void AddEvent(StringBuilder body, int index)
    {
        if (index > 0) body.Append(',');
        var id = new string('0', IdLength);
        var user = new string('0', UserDigits);
        var context = "\"context\":{\"library\":{\"name\":\"@segment/analytics-node\",\"version\":\"3.1.0\"},\"locale\":\"en-GB\"}";
        if (index % 10 == 7)
            body.Append(CultureInfo.InvariantCulture,
                $"{{\"type\":\"identify\",\"messageId\":\"{id}\",\"userId\":\"user-{user}\",\"traits\":{{\"email\":\"user-"
                    + $"{user}@example.com\",\"name\":\"{People.NameOf(index)} user-{user}\",\"plan\":\"member\",\"city\":\"Lund\"}},"
                    + $"\"timestamp\":\"{Time()}\",{context}}}");
        else
            body.Append(CultureInfo.InvariantCulture,
                $"{{\"type\":\"track\",\"messageId\":\"{id}\",\"userId\":\"user-{user}\",\"event\":\"{Events[index % Events.Length]}\","
                    + $"\"timestamp\":\"{Time()}\",{context},\"properties\":{{\"product_id\":\"sku-{index:D4}\",\"name\":\"Oak garden "
                    + $"bench, oiled\",\"category\":\"Garden\",\"price\":149.90,\"currency\":\"EUR\",\"position\":{index},\"url\":\"https:/"
                    + $"/shop.example/garden/oak-bench\"}}}}");
    }

    private static string Time() =>
        TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)[..TimeLength];

    private static void Digits(Span<byte> into, int number)
    {
        for (var i = into.Length - 1; i >= 0; i--, number /= 10) into[i] = (byte)('0' + number % 10);
    }

    private void Find(string mark, List<int> places)
    {
        var wanted = Encoding.ASCII.GetBytes(mark);
        for (var from = BodyStart; _request.AsSpan(from).IndexOf(wanted) is var step and >= 0; from = places[^1]) places.Add(from + step + wanted.Length);
    }
}

/// <summary>Names by which customers are searched later.</summary>
internal static class People
{
    private static readonly string[] First = ["Anna", "Jonas", "Maria", "Lars", "Ingrid", "Omar", "Lea", "Tomasz", "Elif", "Piotr"];
    private static readonly string[] Last = ["Lindqvist", "Keller", "Okafor", "Novak", "Haddad", "Moreau", "Sato", "Virtanen", "Rossi", "Jensen"];

    public static string NameOf(int number) => $"{First[number % First.Length]} {Last[number / First.Length % Last.Length]}";
}
