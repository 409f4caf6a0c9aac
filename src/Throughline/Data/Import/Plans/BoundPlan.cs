using System.Text;
using Throughline.Contracts;
using Throughline.Data.Import.Reading;
using Throughline.Data.Import.Values;
using Throughline.Platform.WrittenNumbers;
using Throughline.Platform.WrittenTimes;

namespace Throughline.Data.Import.Plans;

/// <summary>A plan laid on a file's columns, with everything that was left out found.</summary>
internal sealed class BoundPlan
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _fixed = new(StringComparer.Ordinal);

    private BoundPlan(CsvHead head, ImportFormat format, TimeReader times) => (Head, Format, Times) = (head, format, times);

    public CsvHead Head { get; }
    public ImportFormat Format { get; }

    /// <summary>Columns that are no field: what they say is kept under their own name.</summary>
    public IReadOnlyList<(int Column, string Name)> Others { get; private set; } = [];

    /// <summary>Values for all rows that are no field.</summary>
    public IReadOnlyList<(string Name, string Value)> OtherValues { get; private set; } = [];

    public TimeReader Times { get; private set; }

    /// <summary>Whom a file of purchases names.</summary>
    public CustomerColumn Customers { get; private set; } = new(Identity.UserId);

    public NumberColumns Numbers { get; private set; } = null!;

    /// <summary>The field's column, if it has one.</summary>
    public int? ColumnOf(string field) => _columns.TryGetValue(field, out var column) ? column : null;

    public string? FixedText(string field) => _fixed.TryGetValue(field, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Reads one field of a row: its column, or the value that all rows share.</summary>
    public FieldReader Field(string field) => new(ColumnOf(field) ?? -1, _fixed.GetValueOrDefault(field));

    /// <exception cref="UnreadableFileException">The plan does not fit the file; the message says how to mend it.</exception>
    public static BoundPlan Bind(CsvHead head, ImportPlan plan)
    {
        if (plan.Format is { Length: > 0 } name && ImportFormats.Parse(name) is null)
            throw new UnreadableFileException("bad_format", "The format must be purchases, interactions or customers.");
        var bound = new BoundPlan(
            head, ImportFormats.Parse(plan.Format) ?? ImportFormats.Guess(head.Columns), new TimeReader(DayOrder.Unknown, WallClock.In(null)!, ""));
        bound.BindColumns(plan);
        bound.BindValues(plan);
        bound.CheckRequired();
        bound.BindOthers(plan);
        bound.BindTimes(plan);
        bound.BindNumbers(plan);
        bound.BindCustomers(plan);
        return bound;
    }

    /// <summary>The column of each field, as they are found when nobody says any.</summary>
    public static Dictionary<string, string> Guess(CsvHead head, ImportFormat format)
    {
        var bound = new BoundPlan(head, format, new TimeReader(DayOrder.Unknown, WallClock.In(null)!, ""));
        bound.BindColumns(new ImportPlan());
        return bound._columns.ToDictionary(c => c.Key, c => head.Columns[c.Value]);
    }

    private void BindColumns(ImportPlan plan)
    {
        var given = plan.Map ?? new Dictionary<string, string>();
        foreach (var (field, column) in given)
        {
            if (Format == ImportFormat.Purchases && Format.Fields().All(f => f.Name != field))
                throw new UnreadableFileException(
                    "no_such_field", $"There is no field {field}. Purchases have {string.Join(", ", Format.Fields().Select(f => f.Name))}.");
            if (column.Length > 0) _columns[field] = Place(field, column);
        }
        foreach (var field in Format.Fields().Where(f => !given.ContainsKey(f.Name)))
        {
            // Where a person says something, only names that cannot be mistaken are taken besides.
            var column = given.Count == 0 ? ImportFormats.GuessColumn(field, Head.Columns) : Head.Columns.FirstOrDefault(c => c == field.Name);
            if (column is not null && !_columns.ContainsValue(Array.IndexOf(Head.Columns, column))) _columns[field.Name] = Place(field.Name, column);
        }
        if (Format != ImportFormat.Purchases && !given.ContainsKey(Identity.UserId)) PeopleColumns.TellApart(Head, _columns);
        if (given.Count == 0 && Format != ImportFormat.Purchases && People.All(p => ColumnOf(p) is null)) PeopleColumns.Find(Head, _columns);
    }

    private int Place(string field, string column)
    {
        var places = Enumerable.Range(0, Head.Columns.Length).Where(i => Head.Columns[i] == column).ToList();
        if (places.Count == 0)
            places = [.. Enumerable.Range(0, Head.Columns.Length).Where(i => Head.Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase))];
        if (places.Count == 1) return places[0];
        if (places.Count > 1) throw Duplicate(column);
        throw new UnreadableFileException("no_such_column", $"There is no column \"{column}\" for {field}. {WhatThereIs()}");
    }

    private void BindValues(ImportPlan plan)
    {
        foreach (var (field, value) in plan.Set ?? new Dictionary<string, string>())
        {
            if (value.Length == 0) continue;
            if (Format == ImportFormat.Purchases && field != CustomerKind && Format.Fields().All(f => f.Name != field))
                throw new UnreadableFileException(
                    "no_such_field", $"There is no field {field}. Purchases have {string.Join(", ", Format.Fields().Select(f => f.Name))}.");
            _fixed[field] = Encoding.UTF8.GetBytes(value);
        }
    }

    private void CheckRequired()
    {
        foreach (var field in Format.Fields().Where(f => f.IsRequired && ColumnOf(f.Name) is null && !_fixed.ContainsKey(f.Name)))
            throw new UnreadableFileException("no_column", $"No column is mapped to {field.Name}. Map one with {field.Name}=COLUMN. {WhatThereIs()}");
        if (Format != ImportFormat.Purchases && People.All(p => ColumnOf(p) is null))
            throw new UnreadableFileException("no_column", $"The customer is missing: map one of {string.Join(", ", People)}. {WhatThereIs()}");
    }

    private void BindOthers(ImportPlan plan)
    {
        if (Format == ImportFormat.Purchases) return;
        var fields = Format.Fields().Select(f => f.Name).ToHashSet();
        var own = (plan.Map ?? new Dictionary<string, string>())
            .Where(m => !fields.Contains(m.Key) && m.Value.Length > 0)
            .Select(m => (_columns[m.Key], m.Key))
            .ToList();
        // A column without a name is a spreadsheet's row number, or nothing.
        var rest = Enumerable.Range(0, Head.Columns.Length)
            .Where(i => Head.Columns[i].Length > 0 && !_columns.ContainsValue(i))
            .Select(i => (i, Head.Columns[i]))
            .ToList();
        Others = [.. own, .. rest];
        if (Others.CountBy(o => o.Name).FirstOrDefault(pair => pair.Value > 1).Key is { } twice) throw Duplicate(twice);
        OtherValues = [.. _fixed.Keys.Where(f => !fields.Contains(f)).Select(f => (f, FixedText(f)!))];
    }

    private void BindTimes(ImportPlan plan)
    {
        var order = plan.Dates switch
        {
            null or "" => DayOrder.Unknown,
            "dmy" => DayOrder.DayFirst,
            "mdy" => DayOrder.MonthFirst,
            _ => throw new UnreadableFileException("bad_dates", "Use the date order dmy (day first) or mdy (month first)."),
        };
        var clock = WallClock.In(plan.TimeZone)
            ?? throw new UnreadableFileException("bad_time_zone", $"There is no time zone {plan.TimeZone}. Use a name such as Europe/London.");
        Times = ColumnOf("at") is { } column ? TimeReader.Decide(Head, column, order, clock) : Times with { Clock = clock };
    }

    private void BindNumbers(ImportPlan plan)
    {
        var given = plan.Decimal switch
        {
            null or "" => DecimalMark.Unknown,
            "comma" => DecimalMark.Comma,
            "point" => DecimalMark.Point,
            _ => throw new UnreadableFileException("bad_decimal", "The decimal separator must be comma or point."),
        };
        int[] columns = Format == ImportFormat.Purchases
            ? [.. NumberFields.Select(ColumnOf).OfType<int>()]
            : [.. Others.Select(o => o.Column)];
        Numbers = new NumberColumns(Head, columns, given);
        if (Format == ImportFormat.Purchases && columns.Select(Numbers.Unsettled).FirstOrDefault(n => n is not null) is { } example)
            throw new UnreadableFileException("ambiguous_numbers",
                $"Numbers such as {example} are ambiguous, and no row settles it. Choose the decimal separator: comma or point.");
    }

    private void BindCustomers(ImportPlan plan)
    {
        if (Format == ImportFormat.Purchases && ColumnOf("customer") is { } column)
            Customers = CustomerColumn.Decide(Head, column, plan.Set?.GetValueOrDefault(CustomerKind));
    }

    private string WhatThereIs() => Head.Columns is [var only]
        ? Words.Say($"The file has only one column, \"{Short(only)}\": is the delimiter right?")
        : Words.Say($"The columns are {Short(string.Join(", ", Head.Columns.Where(c => c.Length > 0)))}.");

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;

    private static UnreadableFileException Duplicate(string column) =>
        new("duplicate_column", $"The column \"{column}\" appears twice. Rename one of them in the first row of the file.");

    private const string CustomerKind = "customerKind";

    private static readonly string[] NumberFields = ["quantity", "price"];

    private static readonly string[] People = ["userId", "anonymousId", "email", "phone"];
}

/// <summary>Where a field's text comes from: a column, or one value for all rows where the column is missing or empty.</summary>
internal readonly record struct FieldReader(int Column, byte[]? Fixed)
{
    public bool IsThere => Column >= 0 || Fixed is not null;

    public ReadOnlySpan<byte> Of(CsvReader row)
    {
        var text = row[Column];
        return text.IsEmpty ? Fixed : text;
    }
}
