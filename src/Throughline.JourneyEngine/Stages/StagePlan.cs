namespace Throughline.JourneyEngine;

/// <summary>Stage rules compiled for a store: places in the order instead of names, milliseconds instead of spans.</summary>
internal sealed class StagePlan
{
    public const int MostStages = 100;

    /// <summary>The place of rows that do not count.</summary>
    public const int None = -1;

    /// <summary>The place of rows that move nobody and still break silence.</summary>
    public const int Still = -2;
    private readonly int[] _placeOfCode;
    private readonly string[] _names;

    public StagePlan(StoreNames names, StageRules rules)
    {
        Check(rules);
        _names = [.. rules.Order, rules.Defected];
        (Defected, BoughtFrom) = (rules.Order.Count, rules.BoughtFrom);
        (SettleMs, SilenceMs) = ((long)rules.Settle.TotalMilliseconds, rules.Silence is { } silence ? (long)silence.TotalMilliseconds : null);
        _placeOfCode = new int[names.Stages.Count + 1];
        Array.Fill(_placeOfCode, None);
        for (var place = 0; place < _names.Length; place++)
            if (names.Stages.Find(_names[place]) is > 0 and var code) _placeOfCode[code] = place;
        foreach (var still in rules.Still)
            if (names.Stages.Find(still) is > 0 and var code) _placeOfCode[code] = Still;
    }

    /// <summary>The place of those who left, behind all others.</summary>
    public int Defected { get; }
    public int BoughtFrom { get; }
    public long SettleMs { get; }
    public long? SilenceMs { get; }

    /// <summary>Stages of the order, and that of those who left.</summary>
    public int Places => _names.Length;

    public string NameOf(int place) => _names[place];

    /// <summary>The place of a stage by name, or <see cref="None"/>.</summary>
    public int PlaceOf(string stage) => Array.IndexOf(_names, stage);

    /// <summary>The place of a row's stage, or <see cref="None"/>.</summary>
    public int PlaceOf(int code) => (uint)code < (uint)_placeOfCode.Length ? _placeOfCode[code] : None;

    private static void Check(StageRules rules)
    {
        if (rules.Order.Count is 0 or > MostStages) throw new QuestionException("stages_out_of_range", $"Name 1 to {MostStages} stages.");
        if (rules.Order.Append(rules.Defected).Concat(rules.Still).Distinct(StringComparer.Ordinal).Count() <= rules.Order.Count + rules.Still.Count)
            throw new QuestionException("repeated_stage", "Each stage is named once, that of those who left included.");
        if (rules.BoughtFrom < 0) throw new QuestionException("bought_from_out_of_range", "The stage from which on somebody has bought is counted from 0.");
        if (rules.Settle < TimeSpan.Zero || rules.Silence < TimeSpan.Zero)
            throw new QuestionException("time_out_of_range", "How long a stage holds and how long silence lasts cannot be below zero.");
    }
}
