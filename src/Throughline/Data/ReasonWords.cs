namespace Throughline.Data;

/// <summary>The codes of what was set aside, as a person reads them.</summary>
public static class ReasonWords
{
    [return: Said]
    public static string Of(string code) => code switch
    {
        "no_identity" => "Names nobody",
        "blocked_identity" => "Names a stand-in for nobody",
        "identity_too_long" => "An id is too long",
        "unknown_type" => "Not a known kind of call",
        "no_event_name" => "No event name",
        "event_name_too_long" => "Event name too long",
        "message_id_too_long" => "Message id too long",
        "reserved_message_id" => "A message id that is ours",
        "bad_timestamp" => "No time we can read",
        "bad_text" => "Characters that cannot be stored",
        "no_items" => "No list where one should be",
        "event_too_large" => "Too large",
        "too_large" => "Too large",
        "not_an_object" => "Not a JSON object",
        "no_customer" => "No customer",
        "no_order" => "No order",
        "bad_number" => "No number we can read",
        "wrong_columns" => "More or fewer fields than columns",
        "open_quote" => "A quote that is never closed",
        "order_of_another" => "Another customer or currency in the same order",
        "digits_lost" => "Digits that a spreadsheet has rounded away",
        "ambiguous_number" => "A number that can be read in two ways",
        "order_too_large" => "Too many rows in one order",
        _ => code.Replace('_', ' '),
    };
}
