using System.Text;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Data.Import.Plans;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Storing;
using Throughline.Data.Import.Values;
using Throughline.Platform.Journal;

namespace Throughline.Data.Import.Rows;

/// <summary>Rows that are an interaction each: what happened with a customer, or what a customer is (an identify).</summary>
internal sealed class PersonRows : RowTaker
{
    private const int LongestMessageId = 100, LongestEvent = 500;

    private readonly RunContext _run;
    private readonly JournalSink _sink;
    private readonly bool _isCustomers;
    private readonly People _people;
    private readonly ChannelField _channel;
    private readonly FieldReader _at, _event, _messageId;
    private readonly TimeReader _times;
    private readonly (int Column, JsonEncodedText Name, bool IsText)[] _cells;
    private readonly CellNumbers _numbers;
    private readonly (JsonEncodedText Name, byte[] Value)[] _fixed;
    private readonly JsonEncodedText _bodyName;
    private readonly RowJson _json = new();
    private readonly Occurrences _occurrences;
    private readonly ulong _seed;

    public PersonRows(BoundPlan plan, RunContext run, JournalSink sink)
    {
        (_run, _sink, _times, _isCustomers) = (run, sink, plan.Times, plan.Format == ImportFormat.Customers);
        (_people, _channel) = (new People(plan), new ChannelField(plan.Field("channel")));
        (_at, _event, _messageId) = (plan.Field("at"), plan.Field("event"), plan.Field("messageId"));
        // Of a customer, what identifies them is also what we know of them.
        var own = _isCustomers
            ? plan.Format
                .Fields()
                .Where(f => f.Name is "email" or "phone" or "name")
                .Select(f => (Column: plan.ColumnOf(f.Name) ?? -1, f.Name))
                .Where(f => f.Column >= 0)
                .ToList()
            : [];
        _cells =
        [
            .. own.Select(o => (o.Column, JsonEncodedText.Encode(o.Name), true)),
            .. plan.Others.Select(o => (o.Column, JsonEncodedText.Encode(o.Name), false))
        ];
        _fixed = [.. plan.OtherValues.Select(o => (JsonEncodedText.Encode(o.Name), Encoding.UTF8.GetBytes(o.Value)))];
        _numbers = new CellNumbers(plan);
        _bodyName = JsonEncodedText.Encode(_isCustomers ? "traits" : "properties");
        _occurrences = new Occurrences(Path.Combine(run.Folder, "rows"));
        // A customer who is changed and changed back must be changed back, so each file speaks for itself.
        _seed = _isCustomers ? run.FileFingerprint : 0;
    }

    public override RowProblem? Take(CsvReader row)
    {
        if (_people.Read(row, out var identities) is { } nobody) return nobody;
        var name = _isCustomers ? "" : Encoding.UTF8.GetString(_event.Of(row)).Trim();
        if (!_isCustomers && EventProblem(name, row) is { } bad) return bad;
        var written = _at.Of(row);
        var isSaid = !written.Trim((byte)' ').IsEmpty;
        var happenedAt = isSaid ? _times.Read(written) : null;
        if (happenedAt is null && isSaid) return BadTime(row, written);
        if (MessageId(row, out var messageId) is { } problem) return problem;
        _sink.Add(new Interaction
        {
            Kind = _isCustomers ? InteractionKind.Identify : InteractionKind.Track,
            Event = name,
            MessageId = messageId,
            Identities = identities,
            Channel = _channel.Of(row),
            Source = _run.Source,
            HappenedAt = happenedAt,
            ReceivedAt = _run.ReceivedAt,
            At = Math.Min(happenedAt ?? _run.ReceivedAt, _run.ReceivedAt),
            Body = Body(row),
        }, 1);
        return null;
    }

    public override void Dispose() => _json.Dispose();

    public static RowProblem BadTime(CsvReader row, ReadOnlySpan<byte> written) =>
        new("bad_timestamp",
            $"Line {row.Line}: \"{Encoding.UTF8.GetString(written[..Math.Min(written.Length, 60)])}\" is no time from 1970 on that we can read.");

    private static RowProblem? EventProblem(string name, CsvReader row) => name switch
    {
        "" => new("no_event_name", $"Line {row.Line} does not say what happened."),
        { Length: > LongestEvent } => new("event_name_too_long", $"An event name can have at most {LongestEvent} characters."),
        _ when name.Contains('\0', StringComparison.Ordinal) => new("bad_text", "Names and ids must not contain the character U+0000."),
        _ => null,
    };

    private RowProblem? MessageId(CsvReader row, out string messageId)
    {
        messageId = _messageId.IsThere ? Encoding.UTF8.GetString(_messageId.Of(row)) : "";
        if (_messageId.IsThere && LostDigits.In(_messageId.Of(row))) return People.Rounded(row, _messageId.Of(row));
        if (messageId.Length > LongestMessageId) return new("message_id_too_long", $"A message id has at most {LongestMessageId} characters.");
        if (messageId.Contains('\0', StringComparison.Ordinal)) return new("bad_text", "Names and ids must not contain the character U+0000.");
        if (ReservedIds.WhyNot(messageId, ReservedIds.Order, ReservedIds.Row) is { } reserved) return new(ReservedIds.Code, reserved);
        if (messageId.Length > 0) return null;
        var (a, b) = (Occurrences.FingerprintOf(row, _seed), Occurrences.FingerprintOf(row, _seed ^ 0x9e3779b97f4a7c15));
        // Two customers' rows that say the same say it once; two equal interactions may both have happened.
        var times = _isCustomers ? 1 : _occurrences.Count(a);
        messageId = $"{ReservedIds.Row}{a:x16}{b:x16}{(times > 1 ? $":{times}" : "")}";
        return null;
    }

    private byte[] Body(CsvReader row)
    {
        var json = _json.Begin();
        json.WriteStartObject(_bodyName);
        foreach (var (column, name, isText) in _cells)
        {
            if (!isText) _numbers.WriteCell(json, name, column, row[column]);
            else if (!row[column].IsEmpty) json.WriteString(name, row[column]);
        }
        foreach (var (name, value) in _fixed) RowJson.WriteCell(json, name, value);
        json.WriteEndObject();
        return _json.End();
    }
}
