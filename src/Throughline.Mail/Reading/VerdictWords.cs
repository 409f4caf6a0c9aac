using System.Globalization;
using System.Text;

namespace Throughline.Mail.Reading;

/// <summary>The words by which mail systems and absent people's programs name what they send, in the languages of the world.</summary>
internal static class VerdictWords
{
    private const int Longest = 1000;

    private static readonly string[] Failures = Folded(
        "could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered", "not be delivered", "was not delivered",
        "not been delivered", "not delivered", "not deliverable", "unable to deliver", "undeliver", "nondeliver", "non deliver", "delivery fail",
        "delivery has failed", "failed delivery", "delivery error", "delivery problem", "delivery unsuccessful", "mail failed", "failed mail",
        "failure notice", "returned mail", "mail returned", "returned email", "returned to sender", "returning to sender", "return to sender",
        "returning message", "returned message", "message returned", "bounced", "user unknown", "unknown user", "unknown recipient", "unknown address",
        "address not found", "recipient not found", "mailbox not found", "mailbox unavailable", "no such user", "recipient address rejected",
        "message rejected", "mail rejected", "message blocked",
        "unzustellbar", "nicht zugestellt", "nicht zustellbar", "zustellung fehlgeschlagen", "bei der zustellung", "zustellfehler",
        "non distribu", "non remis", "échec de la remise", "échec de remise", "échec de la distribution", "échec d'envoi", "non livré", "non délivr",
        "no se puede entregar", "no se pudo entregar", "no se ha podido entregar", "no entregado", "correo devuelto", "error de entrega", "fallo de entrega",
        "mancato recapito", "non recapitabile", "non consegnat", "impossibile recapitare", "mancata consegna",
        "não entregue", "não foi possível entregar", "não é possível entregar", "falha na entrega", "mensagem devolvida",
        "onbestelbaar", "niet bezorgd", "niet afgeleverd", "kan niet worden bezorgd",
        "går inte att leverera", "inte levereras", "inte leverera", "olevererbar", "ikke leveres", "ikke leveret", "ikke levert", "kunne ikke levere",
        "ei voi toimittaa", "ei voitu toimittaa", "toimitus epäonnistui", "toimittaminen epäonnistui",
        "niedostarcz", "nie można dostarczyć", "nie dostarczon", "nedoručiteln", "nelze doručit", "nedoručen", "nedoručiteľn",
        "kézbesíthetetlen", "kézbesítési hiba", "nem kézbesíthető", "nelivrat", "imposibil de livrat", "nu a putut fi livrat",
        "teslim edilemedi", "teslim edilemeyen", "iletilemedi",
        "не доставлен", "недоставлен", "не удается доставить", "не удалось доставить", "невозможно доставить", "не вдалося доставити", "недоставлен",
        "неуспешна доставка", "δεν είναι δυνατή η παράδοση", "δεν παραδόθηκε", "αποτυχία παράδοσης", "לא ניתן למסור", "تعذر التسليم", "تعذر تسليم",
        "配信不能", "配信できません", "配信エラー", "配達できません", "送信できません", "不達", "退信", "未送达", "无法送达", "无法投递", "投递失败", "传递失败", "发送失败",
        "未送達", "無法傳遞", "無法傳送", "傳遞失敗", "無法投遞", "배달되지 않", "배달할 수 없", "전송 실패", "전송되지 않", "반송");

    // Names of reports that may tell of success and delay as well.
    private static readonly string[] Reports = Folded("delivery status notification", "delivery report", "mail status report");

    private static readonly string[] Delays = Folded(
        "delay", "being retried", "be retried", "will retry", "keep trying", "could not send message for past", "not yet been delivered", "verzöger",
        "retardé", "retraso", "retrasad", "ritard", "atrasad", "vertraag", "försen", "forsink", "opóźnion", "viivästy", "zpozd", "задерж", "затрим",
        "gecik", "késleltet", "întârzi", "遅延", "延迟", "延遲", "延误", "지연");

    private static readonly string[] Successes = Folded(
        "(success", "(relay", "(expan", "(deliver", "successful mail delivery", "successfully delivered", "has been delivered", "was delivered");

    private static readonly string[] Absences = Folded(
        "out of office", "out of the office", "outofoffice", "away from the office", "automatic reply", "automated reply", "automatic response",
        "automated response", "automatic answer", "auto reply", "auto response", "auto answer", "autoreply", "autoresponse", "auto responder", "autoresponder",
        "vacation reply", "vacation response", "vacation message",
        "automatische antwort", "automatische rückantwort", "automatische abwesenheit", "abwesenheit", "abwesend", "nicht im büro", "außer haus",
        "réponse automatique", "absence du bureau", "absent du bureau", "message d'absence", "avis d'absence", "notification d'absence",
        "respuesta automática", "fuera de la oficina", "mensaje de ausencia", "risposta automatica", "fuori ufficio", "fuori sede", "assente dall'ufficio",
        "resposta automática", "fora do escritório", "ausência do escritório", "resposta automàtica",
        "automatisch antwoord", "automatische beantwoording", "afwezig", "niet op kantoor",
        "automatiskt svar", "autosvar", "frånvaro", "automatisk svar", "fraværsmelding", "fravær", "ikke på kontoret", "ikke til stede", "ej på kontoret",
        "automaattinen vastaus", "poissa toimistolta", "poissaoloviesti", "poissaoloilmoitus",
        "automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "poza biurem", "nieobecność w biurze", "automatická odpověď", "mimo kancelář",
        "automatická odpoveď", "automatikus válasz", "házon kívül", "irodán kívül", "răspuns automat", "otomatik yanıt", "otomatik cevap", "ofis dışında",
        "автоответ", "автоматический ответ", "вне офиса", "нет на месте", "автоматична відповідь", "автоматичен отговор", "αυτόματη απάντηση", "εκτός γραφείου",
        "automatski odgovor", "samodejni odgovor", "automaatvastus", "automātiskā atbilde", "automatinis atsakymas", "trả lời tự động", "balasan otomatis",
        "תשובה אוטומטית", "מענה אוטומטי", "رد تلقائي", "الرد التلقائي",
        "自動応答", "自動返信", "不在通知", "自动答复", "自动回复", "自動回覆", "自動回復", "자동 회신", "자동 응답", "자동 답장", "부재 중", "부재중");

    /// <summary>Whether a mail system says by this that a mail will not arrive.</summary>
    public static bool SayFailure(string text)
    {
        var folded = Fold(text);
        return Mentions(folded, Failures) || Mentions(folded, Reports) && !Mentions(folded, Delays) && !Mentions(folded, Successes);
    }

    /// <summary>Whether it says that a mail is late, or that it has arrived, and not that it will not arrive.</summary>
    public static bool SayDelayOrSuccess(string text)
    {
        var folded = Fold(text);
        return !Mentions(folded, Failures) && (Mentions(folded, Delays) || Mentions(folded, Successes));
    }

    /// <summary>Whether it speaks of a delay, whatever else it says.</summary>
    public static bool SpeakOfDelay(string text) => Mentions(Fold(text), Delays);

    /// <summary>
    /// Whether a subject is that of an automatic reply: only at the start, and with a colon or nothing behind. Whoever answers such a mail, or
    /// writes of office chairs, is a person.
    /// </summary>
    public static bool SayAbsence(string subject)
    {
        var rest = Fold(subject);
        while (Array.Find(Absences, p => rest.StartsWith(p, StringComparison.Ordinal)) is { } phrase)
        {
            var end = phrase.Length;
            while (end < rest.Length && char.IsAsciiLetter(rest[end])) end++;   // "Abwesenheitsnotiz"
            rest = rest[end..].TrimStart();
            if (rest.Length == 0 || rest[0] is ':' or '：' || rest is "." or "!") return true;
        }
        return false;
    }

    private static bool Mentions(string folded, string[] phrases) => Array.Exists(phrases, p => folded.Contains(p, StringComparison.Ordinal));

    private static string[] Folded(params string[] phrases) => Array.ConvertAll(phrases, Fold);

    /// <summary>In small letters, without the marks on them, with single blanks: as people write who have no such keys.</summary>
    private static string Fold(string text)
    {
        var whole = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, Longest)).EnumerateRunes()) whole.Append(rune);   // without halves of pairs
        var folded = new StringBuilder(whole.Length);
        foreach (var c in whole.ToString().Normalize(NormalizationForm.FormD))
        {
            if (c is '-' or '\u2010' or '\u2011' || char.IsWhiteSpace(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
            }
            else if (c == '’') folded.Append('\'');
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control))
                folded.Append(char.ToLowerInvariant(c));
        }
        return folded.ToString().TrimEnd();
    }
}
