using System.Text;

namespace Throughline.Benchmarks.Mail.Fuzzing;

/// <summary>Damages an input as bit rot, truncation, bad software and attackers do.</summary>
public static class Mutation
{
    private const int Longest = 8192;

    private static readonly byte[][] Tokens = new[]
    {
        "\r\n", "\n", "\r", "\r\n\r\n", "\0", "--", "=?utf-8?Q?", "=?utf-8?B?", "?=", "=", "==", "=\r\n", "<", ">", "<<", "\"", "\\", "(",
        ")", ",", ";", ":", "@", "\u001b$B", "\u000e", "+", "+-", "%", "*0*=", "''",
        "Content-Type: multipart/mixed; boundary=x\r\n", "Content-Type: message/rfc822\r\n", "Content-Transfer-Encoding: base64\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n", "--x\r\n", "--x--\r\n", "charset=", "utf-7", "iso-2022-kr", "hz-gb-2312",
        "begin 644 x\n", "end\n", "<svg>", "<style>", "</style>", "<!--", "-->", "<![CDATA[", "<a href=\"javascript:", "style=\"",
        "<table><tr><td>", "</", "&#", "&#x110000;", "On ", " wrote:\n", "> ", "-- \n", "\u00ff", "\u00c3\u0028", "\u00ef\u00bb\u00bf",
    }.Select(Encoding.Latin1.GetBytes).ToArray();

    public static byte[] Of(Dice dice, IReadOnlyList<byte[]> seeds)
    {
        var bytes = new List<byte>(dice.Pick(seeds));
        for (var times = 1 + dice.Below(6); times > 0; times--) Once(dice, bytes, seeds);
        if (bytes.Count > Longest) bytes.RemoveRange(Longest, bytes.Count - Longest);
        return [.. bytes];
    }

    private static void Once(Dice dice, List<byte> bytes, IReadOnlyList<byte[]> seeds)
    {
        if (bytes.Count == 0) { bytes.AddRange(dice.Pick(Tokens)); return; }
        var at = dice.Below(bytes.Count);
        var length = Math.Min(bytes.Count - at, 1 + dice.Below(1 << dice.Below(9)));
        switch (dice.Below(8))
        {
            case 0: bytes[at] ^= (byte)(1 << dice.Below(8)); break;
            case 1: bytes[at] = (byte)dice.Next(); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(dice.Below(bytes.Count), bytes.GetRange(at, length)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            case 5:
                var other = dice.Pick(seeds);
                bytes.InsertRange(at, other.AsSpan(dice.Below(other.Length)).ToArray());
                break;
            default: for (var i = dice.OneIn(20) ? dice.Below(200) : 1; i > 0; i--) bytes.InsertRange(at, dice.Pick(Tokens)); break;
        }
    }
}
