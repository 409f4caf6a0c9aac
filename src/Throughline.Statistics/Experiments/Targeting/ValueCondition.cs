using System.Text.Json;
using System.Text.RegularExpressions;

namespace Throughline.Statistics.Experiments.Targeting;

/// <summary>What a single attribute must be: a plain value, or an object of operators that must all hold.</summary>
internal static class ValueCondition
{
    // A pattern comes from whoever may edit flags; no pattern may hold up an evaluation.
    private static readonly TimeSpan PatternLimit = TimeSpan.FromMilliseconds(100);

    internal static bool IsMet(JsonElement wanted, JsonElement actual, JsonElement savedGroups, bool ignoreCase = false)
    {
        switch (wanted.ValueKind)
        {
            case JsonValueKind.String:
                return string.Equals(Loose.ToText(actual), wanted.GetString(), ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
            case JsonValueKind.Number:
                return Loose.ToNumber(actual) == wanted.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return !Loose.IsNull(actual) && Loose.IsTruthy(actual) == wanted.GetBoolean();
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return Loose.IsNull(actual);
        }

        if (!IsOperators(wanted)) return actual.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(actual, wanted);
        foreach (var operation in wanted.EnumerateObject())
            if (!Holds(operation.Name, operation.Value, actual, savedGroups)) return false;
        return true;
    }

    private static bool Holds(string name, JsonElement wanted, JsonElement actual, JsonElement savedGroups) => name switch
    {
        "$eq" => Loose.IsIdentical(actual, wanted),
        "$ne" => !Loose.IsIdentical(actual, wanted),
        "$lt" => Loose.Order(actual, wanted) < 0,
        "$lte" => Loose.Order(actual, wanted) <= 0,
        "$gt" => Loose.Order(actual, wanted) > 0,
        "$gte" => Loose.Order(actual, wanted) >= 0,
        "$veq" => VersionKey.Compare(actual, wanted) == 0,
        "$vne" => VersionKey.Compare(actual, wanted) != 0,
        "$vlt" => VersionKey.Compare(actual, wanted) < 0,
        "$vlte" => VersionKey.Compare(actual, wanted) <= 0,
        "$vgt" => VersionKey.Compare(actual, wanted) > 0,
        "$vgte" => VersionKey.Compare(actual, wanted) >= 0,
        "$exists" => Loose.IsTruthy(wanted) != Loose.IsNull(actual),
        "$type" => wanted.ValueKind == JsonValueKind.String && wanted.GetString() == TypeName(actual),
        "$not" => !IsMet(wanted, actual, savedGroups),
        "$regex" => Matches(wanted, actual, RegexOptions.CultureInvariant),
        "$regexi" => Matches(wanted, actual, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase),
        "$in" => IsArray(wanted) && IsIn(actual, wanted, false),
        "$nin" => IsArray(wanted) && !IsIn(actual, wanted, false),
        "$ini" => IsArray(wanted) && IsIn(actual, wanted, true),
        "$nini" => IsArray(wanted) && !IsIn(actual, wanted, true),
        "$inGroup" => IsIn(actual, Group(wanted, savedGroups), false),
        "$notInGroup" => !IsIn(actual, Group(wanted, savedGroups), false),
        "$all" => HasAll(wanted, actual, savedGroups, false),
        "$alli" => HasAll(wanted, actual, savedGroups, true),
        "$size" => IsArray(actual) && IsMet(wanted, JsonSerializer.SerializeToElement(actual.GetArrayLength()), savedGroups),
        "$elemMatch" => IsArray(actual)
            && actual.EnumerateArray().Any(e => IsOperators(wanted) ? IsMet(wanted, e, savedGroups) : Condition.Holds(wanted, e, savedGroups)),
        _ => false
    };

    private static bool IsArray(JsonElement value) => value.ValueKind == JsonValueKind.Array;

    private static bool IsOperators(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return false;
        var any = false;
        foreach (var entry in value.EnumerateObject())
        {
            if (!entry.Name.StartsWith('$')) return false;
            any = true;
        }

        return any;
    }

    // Of a list, one member within is enough.
    private static bool IsIn(JsonElement actual, JsonElement list, bool ignoreCase)
    {
        if (!IsArray(list)) return false;
        bool Listed(JsonElement one)
        {
            foreach (var member in list.EnumerateArray())
                if (Loose.IsIdentical(one, member) || (ignoreCase && SameLetters(one, member))) return true;
            return false;
        }

        return IsArray(actual) ? actual.EnumerateArray().Any(Listed) : Listed(actual);
    }

    private static bool SameLetters(JsonElement a, JsonElement b) =>
        a.ValueKind == JsonValueKind.String
            && b.ValueKind == JsonValueKind.String
            && string.Equals(a.GetString(), b.GetString(), StringComparison.OrdinalIgnoreCase);

    private static bool HasAll(JsonElement wanted, JsonElement actual, JsonElement savedGroups, bool ignoreCase) =>
        IsArray(wanted)
            && IsArray(actual)
            && wanted.EnumerateArray().All(one => actual.EnumerateArray().Any(member => IsMet(one, member, savedGroups, ignoreCase)));

    private static JsonElement Group(JsonElement id, JsonElement savedGroups) =>
        savedGroups.ValueKind == JsonValueKind.Object && savedGroups.TryGetProperty(Loose.ToText(id), out var members) ? members : default;

    private static bool Matches(JsonElement pattern, JsonElement actual, RegexOptions options)
    {
        if (pattern.ValueKind != JsonValueKind.String) return false;
        try
        {
            return Regex.IsMatch(Loose.ToText(actual), pattern.GetString()!, options, PatternLimit);
        }
        catch (Exception broken) when (broken is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object"
    };
}
