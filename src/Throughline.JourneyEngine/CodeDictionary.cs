using System.Collections.Concurrent;

namespace Throughline.JourneyEngine;

/// <summary>
/// Names and their codes, from 1 upwards in order of first use; 0 is "none". Names are never removed. Safe for many
/// readers beside many writers.
/// </summary>
public sealed class CodeDictionary
{
    private readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Lock _growing = new();
    private string[] _names = new string[16];
    private int _count;

    internal CodeDictionary(string subject) => Subject = subject;

    /// <summary>What the names are names of: "event type", "channel", or the property's own name.</summary>
    public string Subject { get; }

    /// <summary>How many names there are. Codes run from 1 to this number.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The code of a name, given one if it has none yet. The empty name is code 0.</summary>
    public int Code(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) return 0;
        if (_codes.TryGetValue(name, out var code)) return code;
        lock (_growing)
        {
            if (_codes.TryGetValue(name, out code)) return code;
            code = _count + 1;
            if (code > _names.Length)
            {
                var larger = new string[_names.Length * 2];
                _names.CopyTo(larger, 0);
                Volatile.Write(ref _names, larger);
            }
            _names[code - 1] = name;
            Volatile.Write(ref _count, code);
            _codes[name] = code;
            return code;
        }
    }

    /// <summary>The code of a name, or 0 when it was never used.</summary>
    public int Find(string name) => _codes.TryGetValue(name, out var code) ? code : 0;

    /// <summary>The name of a code; the empty text for 0.</summary>
    public string Name(int code)
    {
        if (code == 0) return "";
        ArgumentOutOfRangeException.ThrowIfNegative(code);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, Count);
        return Volatile.Read(ref _names)[code - 1];
    }

    /// <summary>Bytes a code of this dictionary takes in a column: 1, 2 or 4.</summary>
    internal int Width => Count <= byte.MaxValue ? 1 : Count <= ushort.MaxValue ? 2 : 4;
}
