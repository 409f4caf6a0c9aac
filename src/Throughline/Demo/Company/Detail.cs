using System.Text.Json;

namespace Throughline.Demo.Company;

/// <summary>One property of an event. Written as a pair, so that a story reads as it is told: <c>("carrier", "North")</c>.</summary>
internal readonly struct Detail
{
    private readonly string _name;
    private readonly object? _thing;
    private readonly decimal _number;
    private readonly Form _form;

    private Detail(string name, Form form, object? thing, decimal number = 0) => (_name, _form, _thing, _number) = (name, form, thing, number);

    private enum Form { Text, Number, Yes, No, Time, Lines }

    public static implicit operator Detail((string Name, string? Text) said) => new(said.Name, Form.Text, said.Text);

    public static implicit operator Detail((string Name, int Number) said) => new(said.Name, Form.Number, null, said.Number);

    public static implicit operator Detail((string Name, decimal Number) said) => new(said.Name, Form.Number, null, said.Number);

    public static implicit operator Detail((string Name, bool Is) said) => new(said.Name, said.Is ? Form.Yes : Form.No, null);

    public static implicit operator Detail((string Name, DateTimeOffset At) said) => new(said.Name, Form.Time, null, said.At.ToUnixTimeSeconds());

    public static implicit operator Detail((string Name, IReadOnlyList<Line> Lines) said) => new(said.Name, Form.Lines, said.Lines);

    /// <summary>What is null is not said at all.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        switch (_form)
        {
            case Form.Text:
                if (_thing is string text) json.WriteString(_name, text);
                break;
            case Form.Number:
                json.WriteNumber(_name, _number);
                break;
            case Form.Yes or Form.No:
                json.WriteBoolean(_name, _form == Form.Yes);
                break;
            case Form.Time:
                json.WriteString(_name, DateTimeOffset.FromUnixTimeSeconds((long)_number));
                break;
            case Form.Lines:
                Write(json, (IReadOnlyList<Line>)_thing!);
                break;
        }
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<Line> lines)
    {
        json.WriteStartArray(_name);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("product_id", line.Product.Sku);
            json.WriteString("name", line.Product.Name);
            json.WriteString("category", line.Product.Category);
            json.WriteNumber("price", line.Product.Price);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
