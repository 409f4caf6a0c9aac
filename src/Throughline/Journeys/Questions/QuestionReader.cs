using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.Platform.Time;

namespace Throughline.Journeys.Questions;

/// <summary>Reads a question from its address, in order. What it does not know it passes over.</summary>
public sealed class QuestionReader
{
    private const int MostParts = 1_000, LongestValue = 500;

    private readonly QuestionKind _kind;
    private readonly List<AskedEvent> _events = [];
    private readonly List<Condition> _filters = [];
    private readonly Dictionary<string, string> _said = [];
    private readonly Dictionary<string, string> _cell = [];
    private bool _inFilter;
    private Guid? _savedAs;
    private string? _journey;

    private QuestionReader(QuestionKind kind) => _kind = kind;

    /// <summary>Which cell of the answer is meant, without its prefix; empty when none is.</summary>
    public IReadOnlyDictionary<string, string> Cell => _cell;

    public Question Question => new(_kind) { Events = _events, Filters = _filters, Said = _said, SavedAs = _savedAs, Journey = _journey };

    public static Question Read(QuestionKind kind, string? query) => All(kind, query).Question;

    public static QuestionReader All(QuestionKind kind, string? query)
    {
        var reader = new QuestionReader(kind);
        var parts = 0;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (++parts > MostParts) break;
            var value = pair.DecodeValue().ToString().Trim();
            reader.Take(pair.DecodeName().ToString(), value.Length > LongestValue ? value[..LongestValue] : value);
        }
        // A form sends its days along with every preset.
        if (reader._said.TryGetValue("period", out var period) && period != Period.Own)
        {
            reader._said.Remove("from");
            reader._said.Remove("to");
        }
        return reader;
    }

    private void Take(string name, string value)
    {
        if (_kind.Events.Contains(name)) _events.Add(new AskedEvent(name, value));
        else if (name is "where" or "filter") TakeCondition(name, value);
        else if (name is "op" or "value") Change(c => name == "op" ? c with { Op = value } : c with { Value = value });
        else if (name is "occurrence" or "optional" or "fromStep" or "toStep") ChangeEvent(name, value);
        else if (_kind.Settings.ContainsKey(name)) _said[name] = value;
        else if (name == "saved") _savedAs = Guid.TryParse(value, out var saved) ? saved : null;
        else if (name == "journey") _journey = value.Length > 0 ? value : null;
        else if (name.StartsWith("cell.", StringComparison.Ordinal)) _cell[name["cell.".Length..]] = value;
    }

    private void TakeCondition(string name, string property)
    {
        _inFilter = name == "filter";
        if (_inFilter) _filters.Add(new Condition(property));
        else if (_events.Count > 0) _events[^1] = _events[^1] with { Where = [.. _events[^1].Where, new Condition(property)] };
    }

    private void Change(Func<Condition, Condition> change)
    {
        if (_inFilter && _filters.Count > 0) _filters[^1] = change(_filters[^1]);
        else if (!_inFilter && _events.Count > 0 && _events[^1].Where is { Count: > 0 } where)
            _events[^1] = _events[^1] with { Where = [.. where.SkipLast(1), change(where[^1])] };
    }

    private void ChangeEvent(string name, string value)
    {
        if (_events.Count == 0) return;
        var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        _events[^1] = name switch
        {
            "occurrence" => _events[^1] with { Occurrence = value.Length == 0 ? "any" : value },
            "optional" => _events[^1] with { Optional = value == "1" },
            "fromStep" => _events[^1] with { FromStep = Math.Max(1, number) },
            _ => _events[^1] with { ToStep = number },
        };
    }
}
