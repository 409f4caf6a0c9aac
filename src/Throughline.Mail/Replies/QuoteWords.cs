namespace Throughline.Mail.Replies;

/// <summary>The words by which mail programs of many languages introduce quotes, headers of quoted mail and signatures.</summary>
internal static class QuoteWords
{
    /// <summary>Beginnings and ends of "On … somebody wrote:"; an empty beginning means that only the end is fixed.</summary>
    public static readonly (string Start, string End)[] Intros =
    [
        ("On ", "wrote:"), ("At ", "wrote:"), ("", " wrote:"), ("", " writes:"), ("On ", "you wrote:"), ("", " said:"),
        ("Am ", "schrieb:"), ("Am ", ":"), ("", " schrieb:"), ("On ", "schrieb:"), ("Den ", "skrev:"), ("Den ", ":"), ("", " skrev:"),
        ("På ", "skrev:"), ("På ", ":"),
        ("Le ", "a écrit :"), ("Le ", "a écrit:"), ("", " a écrit :"), ("", " a écrit:"), ("El ", "escribió:"), ("", " escribió:"),
        ("", " ha scritto:"), ("Il ", "ha scritto:"), ("Il giorno ", ":"),
        ("Em ", "escreveu:"), ("", " escreveu:"), ("A ", "escreveu:"), ("Op ", "schreef:"), ("Op ", "het volgende geschreven:"), ("", " schreef:"),
        ("W dniu ", "napisał:"), ("W dniu ", "napisał(a):"), ("W dniu ", "pisze:"), ("", " napisał(a):"), ("", " napisał:"),
        ("", " napisała:"), ("Dnia ", "napisał:"), ("Dnia ", ":"),
        ("", " kirjoitti:"), ("", " napsal(a):"), ("", " napsal:"), ("Dne ", "napsal(a):"), ("", " napísal:"), ("", " napísal(a):"),
        ("", " írta:"), ("", " a scris:"), ("Pe ", "a scris:"),
        ("", " пишет:"), ("", " написал:"), ("", " написала:"), ("", " написал(а):"), ("", " пише:"), ("", " написав:"), ("", " написа:"),
        ("", " έγραψε:"), ("Στις ", "έγραψε:"),
        ("", " şunları yazdı:"), ("", " yazdı:"), ("在 ", "写道："), ("", "写道："), ("", "写道:"), ("于", "写道："), ("", "寫道："), ("", "寫道:"),
        ("", "のメール:"), ("", "書きました:"), ("", "のメッセージ:"), ("", "작성:"), ("", "님이 작성:"),
        ("", " כתב:"), ("", " כתבה:"), ("", " كتب:"), ("Vào ", "đã viết:"), ("", " đã viết:"), ("Pada ", "menulis:"), ("", " menulis:"),
    ];

    /// <summary>Verbs that stand in the middle of an introduction which ends with a colon: "Anna schrieb am Montag:".</summary>
    public static readonly string[] Verbs =
    [" schrieb ", " skrev ", " schreef ", " a scris în ", " tarihinde ", " wrote on ", " écrivait le ", " napisał w dniu "
    ];

    /// <summary>What stands between the dashes of a line that parts a quoted or forwarded mail.</summary>
    public static readonly string[] Dividers =
    [
        "original message", "original appointment", "forwarded message", "forwarded by", "reply message", "ursprüngliche nachricht",
        "originalnachricht", "original-nachricht", "weitergeleitete nachricht",
        "message d'origine", "message d’origine", "message original", "message transféré", "mensaje original", "mensaje reenviado",
        "mensagem original", "mensagem encaminhada",
        "messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht", "origineel bericht", "doorgestuurd bericht",
        "originalmeddelande", "ursprungligt meddelande", "vidarebefordrat meddelande",
        "oprindelig meddelelse", "original meddelelse", "videresendt meddelelse", "opprinnelig melding", "videresendt melding",
        "alkuperäinen viesti", "välitetty viesti", "wiadomość oryginalna", "oryginalna wiadomość",
        "wiadomość przekazana", "původní zpráva", "pôvodná správa", "eredeti üzenet", "mesaj original", "исходное сообщение",
        "пересылаемое сообщение", "вихідне повідомлення", "αρχικό μήνυμα", "orijinal mesaj", "özgün ileti",
        "原始邮件", "原始郵件", "转发的邮件", "元のメッセージ", "転送メッセージ", "원본 메시지", "הודעה מקורית", "الرسالة الأصلية",
    ];

    /// <summary>The names before the colon in a quoted mail's header: author, time, recipients and subject in many languages.</summary>
    public static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sent", "To", "Cc", "Bcc", "Subject", "Date", "Reply-To", "Importance", "Attachments",
        "Von", "Gesendet", "An", "Betreff", "Datum", "Kopie", "De", "Envoyé", "À", "A", "Objet", "Cc ", "Enviado", "Enviado el", "Para",
        "Asunto", "Fecha", "CC", "Assunto", "Data", "Enviada em", "Enviada",
        "Da", "Inviato", "Oggetto", "Van", "Verzonden", "Aan", "Onderwerp", "Från", "Skickat", "Till", "Ämne", "Fra", "Sendt", "Til",
        "Emne", "Dato", "Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe", "Päivämäärä",
        "Od", "Wysłano", "Wysłane", "Do", "DW", "Temat", "Odesláno", "Komu", "Předmět", "Odoslané", "Predmet", "Feladó", "Elküldve",
        "Címzett", "Tárgy", "De la", "Trimis", "Către", "Subiect",
        "От", "Отправлено", "Кому", "Копия", "Тема", "Дата", "Від", "Надіслано", "Από", "Προς", "Θέμα", "Kimden", "Gönderen", "Gönderildi",
        "Kime", "Konu", "Tarih",
        "发件人", "发送时间", "收件人", "抄送", "主题", "日期", "寄件者", "寄件日期", "收件者", "主旨", "差出人", "送信日時", "宛先", "件名", "日付", "보낸 사람", "보낸 날짜", "받는 사람",
        "제목", "מאת", "נשלח", "אל", "נושא", "من", "إلى", "الموضوع", "Envoyé le", "Envoyé ",
    };

    /// <summary>What telephones and mail programs add beneath a mail.</summary>
    public static readonly string[] Signatures =
    [
        "sent from my ", "sent from mail for windows", "sent from outlook", "sent from yahoo", "sent from proton", "sent via ",
        "sent with ", "get outlook for ", "sent using ", "von meinem ", "gesendet von ", "gesendet mit ", "von meinem iphone",
        "diese nachricht wurde von meinem",
        "envoyé de mon", "envoyé depuis ", "envoyé à partir de ", "télécharger outlook pour", "enviado desde ", "enviado do meu ",
        "enviado a partir ", "obtener outlook para", "obter o outlook para", "inviato da ", "inviato dal mio ", "ottieni outlook per",
        "verstuurd vanaf ", "verzonden vanaf ", "outlook voor ",
        "skickat från ", "sendt fra ", "lähetetty ", "wysłane z ", "wysłano z ", "odesláno z ", "odoslané z ", "отправлено с ",
        "надіслано з ", "iphone'umdan gönderildi", "发自我的", "從我的", "iphoneから送信", "나의 iphone에서 보냄", "outlook für ",
    ];
}
