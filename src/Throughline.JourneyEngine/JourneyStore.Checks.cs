using System.Diagnostics.CodeAnalysis;

namespace Throughline.JourneyEngine;

public sealed partial class JourneyStore
{
    private void Check(in JourneyRow row, ReadOnlySpan<int> properties)
    {
        CheckKey(row.Identity);
        if (row.TimeMs is < 0 or >= JourneyRow.TimeLimitMs)
            throw new ArgumentOutOfRangeException(nameof(row), row.TimeMs, "The time must lie between 1970 and 2106.");
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Type, 1);
        CheckCode(Names.EventTypes, row.Type);
        CheckCode(Names.Channels, row.Channel);
        CheckCode(Names.Touchpoints, row.Touchpoint);
        CheckCode(Names.Stages, row.Stage);
        for (var p = 0; p < properties.Length; p++) CheckCode(Names.Properties[p], properties[p]);
    }

    private static void CheckCode(CodeDictionary dictionary, int code)
    {
        if ((uint)code > (uint)dictionary.Count) Refuse(dictionary, code);
    }

    [DoesNotReturn]
    private static void Refuse(CodeDictionary dictionary, int code) =>
        throw new ArgumentOutOfRangeException(nameof(code), code, $"No {dictionary.Subject} has this code.");

    private static void CheckKey(int key)
    {
        if ((uint)key > JourneyRow.LargestKey)
            throw new ArgumentOutOfRangeException(nameof(key), key, $"Identity and customer numbers run from 0 to {JourneyRow.LargestKey}.");
    }
}
