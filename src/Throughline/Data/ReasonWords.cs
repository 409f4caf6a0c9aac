namespace Throughline.Data;

/// <summary>The codes of what was set aside, as a person reads them.</summary>
public static class ReasonWords
{
    [return: Said]
    public static string Of(string code) => code switch
    {
        "no_identity" => "No customer",
        "blocked_identity" => "Placeholder instead of an ID",
        "identity_too_long" => "ID too long",
        "unknown_type" => "Unknown call type",
        "no_event_name" => "No event name",
        "event_name_too_long" => "Event name too long",
        "message_id_too_long" => "Message ID too long",
        "reserved_message_id" => "Reserved message ID",
        "bad_timestamp" => "Unreadable time",
        "bad_text" => "Characters that cannot be stored",
        "no_items" => "Expected a list",
        "event_too_large" => "Too large",
        "too_large" => "Too large",
        "not_an_object" => "Not a JSON object",
        "no_customer" => "No customer",
        "no_order" => "No order number",
        "bad_number" => "Unreadable number",
        "wrong_columns" => "Too many or too few fields",
        "open_quote" => "Unclosed quote",
        "order_of_another" => "Different customer or currency within one order",
        "digits_lost" => "Digits rounded away by a spreadsheet",
        "ambiguous_number" => "Ambiguous number",
        "order_too_large" => "Too many rows in one order",
        _ => code.Replace('_', ' '),
    };
}
