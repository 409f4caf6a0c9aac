using System.Text;
using System.Text.Json;
using Throughline.Contracts;

namespace Throughline.Data.Tracking;

/// <summary>Looks through the traits of an identify call: for the address and the number in them, and for what is too long to be kept whole.</summary>
internal sealed class StatedTraits
{
    private const int MostTold = 10;

    private List<EventProblem>? _notKept;

    public string? Email { get; private set; }
    public string? Phone { get; private set; }

    /// <summary>What is cut or left out, told to the sender.</summary>
    public IReadOnlyList<EventProblem> NotKept => _notKept ?? [];

    public void Read(ReadOnlySpan<byte> raw)
    {
        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = TrackingLimits.Depth });
        var count = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isEmail, isPhone, isOnce) = (reader.ValueTextEquals("email"u8), reader.ValueTextEquals("phone"u8), reader.ValueTextEquals("$setOnce"u8));
            var name = reader.ValueSpan;
            reader.Read();
            if (isEmail) Email = EventFields.Text(ref reader);
            if (isPhone) Phone = EventFields.Text(ref reader);
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isOnce && ++count <= TraitLimits.Most) Measure(name, raw[start..(int)reader.BytesConsumed]);
        }
        if (count > TraitLimits.Most) Tell(new EventProblem("too_many_traits", $"Of {count} traits the first {TraitLimits.Most} are kept."));
    }

    private void Measure(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length > TraitLimits.LongestName && Encoding.UTF8.GetCharCount(name) > TraitLimits.LongestName)
            Tell(new EventProblem(
                "trait_name_too_long", $"A trait's name has at most {TraitLimits.LongestName} characters; one that is longer is left out."));
        else if (value.Length > TraitLimits.LongestValue && Encoding.UTF8.GetCharCount(value) > TraitLimits.LongestValue)
            Tell(new EventProblem("trait_cut",
                $"The trait \"{Encoding.UTF8.GetString(name)}\" has more than {TraitLimits.LongestValue} characters: it is cut and ends in \"…\"."));
    }

    private void Tell(EventProblem what)
    {
        _notKept ??= [];
        if (_notKept.Count < MostTold) _notKept.Add(what);
    }
}
