using System.Text;

namespace Throughline.Mail.Charsets;

/// <summary>A charset of one byte a character that .NET lacks, from a table of 256 characters. Unknown characters encode as <c>?</c>.</summary>
internal sealed class SingleByteEncoding : Encoding
{
    private readonly string name;
    private readonly char[] toText;
    private readonly Dictionary<char, byte> toByte = [];

    private SingleByteEncoding(string name, char[] table)
    {
        this.name = name;
        toText = table;
        for (var i = 255; i >= 0; i--) toByte[table[i]] = (byte)i;
    }

    public override string WebName => name;

    public override string EncodingName => name;

    /// <summary>ISO/IEC 8859-10, Latin-6, Nordic.</summary>
    public static SingleByteEncoding Iso8859_10() => Upper("iso-8859-10", 0xA0,
        "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ");

    /// <summary>ISO/IEC 8859-14, Latin-8, Celtic.</summary>
    public static SingleByteEncoding Iso8859_14() => Upper("iso-8859-14", 0xA0,
        "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");

    /// <summary>ISO/IEC 8859-16, Latin-10, South-Eastern Europe.</summary>
    public static SingleByteEncoding Iso8859_16() => Upper("iso-8859-16", 0xA0,
        "\u00a0ĄąŁ€„Š§š©Ș«Ź\u00adźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ");

    /// <summary>VISCII, Vietnamese (RFC 1456): six letters sit among the control characters.</summary>
    public static SingleByteEncoding Viscii()
    {
        var encoding = Table(0x80,
            "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ");
        foreach (var (at, letter) in new[] { (0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1E, 'Ỵ') }) encoding[at] = letter;
        return new("viscii", encoding);
    }

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var i = 0; i < charCount; i++) bytes[byteIndex + i] = toByte.TryGetValue(chars[charIndex + i], out var b) ? b : (byte)'?';
        return charCount;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++) chars[charIndex + i] = toText[bytes[byteIndex + i]];
        return byteCount;
    }

    private static SingleByteEncoding Upper(string name, int from, string letters) => new(name, Table(from, letters));

    private static char[] Table(int from, string letters)
    {
        var table = new char[256];
        for (var i = 0; i < 256; i++) table[i] = i < from ? (char)i : letters[i - from];
        return table;
    }
}
