using System.Globalization;

namespace Throughline.JourneyEngine;

/// <summary>A row filter as tables by code: every name and property condition is decided once per code, not per row.</summary>
internal sealed class CompiledFilter
{
    private readonly bool[]? _types, _channels, _touchpoints, _stages;
    private readonly long _atLeast, _atMost;
    private readonly bool _byValue;
    private readonly (int Column, bool[] Passes)[] _properties;

    private CompiledFilter(StoreNames names, RowFilter filter)
    {
        (_types, _channels) = (Table(names.EventTypes, filter.EventTypes), Table(names.Channels, filter.Channels));
        (_touchpoints, _stages) = (Table(names.Touchpoints, filter.Touchpoints), Table(names.Stages, filter.Stages));
        _byValue = filter.ValueAtLeast is not null || filter.ValueAtMost is not null;
        (_atLeast, _atMost) = (filter.ValueAtLeast ?? long.MinValue + 1, filter.ValueAtMost ?? long.MaxValue);
        _properties = [.. filter.Where.Select(c => (names.PropertyIndex(c.Property), Table(names.Properties[names.PropertyIndex(c.Property)], c)))];
        Needs = (_types is null ? 0 : Needs.Type) | (_channels is null ? 0 : Needs.Channel) | (_touchpoints is null ? 0 : Needs.Touchpoint)
            | (_stages is null ? 0 : Needs.Stage) | (_byValue ? Needs.Value : 0) | (_properties.Length == 0 ? 0 : Needs.Properties);
    }

    /// <summary>The columns the filter reads.</summary>
    public Needs Needs { get; }

    /// <summary>The filter compiled, or null when it lets everything pass.</summary>
    public static CompiledFilter? From(StoreNames names, RowFilter? filter)
    {
        if (filter is null) return null;
        var compiled = new CompiledFilter(names, filter);
        return compiled.Needs == 0 ? null : compiled;
    }

    /// <summary>The filter as one byte-wide property column and its table, when it is no more than that.</summary>
    public bool IsOneProperty(out int column, out bool[] passes)
    {
        (column, passes) = _properties.Length == 1 ? _properties[0] : default;
        return Needs == Needs.Properties && _properties.Length == 1;
    }

    /// <summary>Whether row i of a customer passes. Codes given out after the question began do not.</summary>
    public unsafe bool Passes(in RowView rows, int i)
    {
        var at = rows.Offset + i;
        if (_types is not null && !Holds(_types, rows.Type[at])) return false;
        if (_channels is not null && !Holds(_channels, rows.Channel[at])) return false;
        if (_touchpoints is not null && !Holds(_touchpoints, rows.Touchpoint[at])) return false;
        if (_stages is not null && !Holds(_stages, rows.Stage[at])) return false;
        if (_byValue && !(rows.Value[at] is var value && value != JourneyRow.NoValue && value >= _atLeast && value <= _atMost)) return false;
        foreach (var (column, passes) in _properties)
            if (!Holds(passes, rows.Properties[column][at])) return false;
        return true;
    }

    private static bool Holds(bool[] table, int code) => (uint)code < (uint)table.Length && table[code];

    private static bool[]? Table(CodeDictionary dictionary, IReadOnlyList<string>? names)
    {
        if (names is null) return null;
        var table = new bool[dictionary.Count + 1];
        foreach (var name in names) if (dictionary.Find(name) is > 0 and var code) table[code] = true;
        return table;
    }

    private static bool[] Table(CodeDictionary values, PropertyCondition condition)
    {
        Check(condition);
        var table = new bool[values.Count + 1];
        table[0] = condition.Comparison == Comparison.Ne;
        for (var code = 1; code < table.Length; code++) table[code] = Holds(values.Name(code), condition);
        return table;
    }

    private static void Check(PropertyCondition condition)
    {
        var right = condition.Comparison switch
        {
            Comparison.Exists => condition.Values.Count == 0,
            Comparison.In => condition.Values.Count > 0,
            Comparison.Eq or Comparison.Ne or Comparison.Gt or Comparison.Ge or Comparison.Lt or Comparison.Le or Comparison.Contains => condition.Values.Count == 1,
        };
        if (!right) throw new QuestionException("bad_condition", $"The condition on '{condition.Property}' takes {(condition.Comparison == Comparison.Exists ? "no value" : condition.Comparison == Comparison.In ? "at least one value" : "exactly one value")}.");
    }

    private static bool Holds(string value, PropertyCondition condition) => condition.Comparison switch
    {
        Comparison.Exists => true,
        Comparison.Eq => value == condition.Values[0],
        Comparison.Ne => value != condition.Values[0],
        Comparison.In => condition.Values.Contains(value),
        Comparison.Contains => value.Contains(condition.Values[0], StringComparison.OrdinalIgnoreCase),
        Comparison.Gt => Order(value, condition.Values[0]) > 0,
        Comparison.Ge => Order(value, condition.Values[0]) >= 0,
        Comparison.Lt => Order(value, condition.Values[0]) is < 0 and > int.MinValue,
        Comparison.Le => Order(value, condition.Values[0]) is <= 0 and > int.MinValue,
    };

    /// <summary>Numbers by size, texts by ordinal; a number and a text do not compare (MinValue).</summary>
    private static int Order(string value, string than)
    {
        var isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var a);
        var thanNumber = double.TryParse(than, NumberStyles.Float, CultureInfo.InvariantCulture, out var b);
        if (isNumber && thanNumber) return a.CompareTo(b);
        return isNumber != thanNumber ? int.MinValue : Math.Sign(string.CompareOrdinal(value, than));
    }
}
