using System.Buffers.Binary;
using System.Text;
using Throughline.Mail.Writing;

namespace Throughline.Benchmarks.Mail.Fuzzing;

/// <summary>The corpus that mutation starts from: made-up good mail, and by hand one of each malformed kind.</summary>
public static class MailSeeds
{
    public static readonly string[] Awkward =
    [
        "From: a@b.c\nTo: undisclosed-recipients:;\nSubject: =?utf-8?Q?=C3?= =?utf-8?Q?=A4?=\n\nbare line feeds\n",
        "From a@b.c Sat Nov 21 10:00:00 2026\r\nFrom: \"x\" <a@b.c\r\nDate: 21 Nov 26 10:00 GMT\r\nno colon here\r\nSubject: x\r\n y\r\n"
            + "\tz\r\n\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n",
        "Content-Type: multipart/mixed\r\n\r\n--guess\r\nContent-Type: text/plain\r\n\r\nno boundary declared\r\n--guess--\r\n",
        "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/alternative; boundary=ab\r\n\r\n--ab\r\n\r\nx\r\n"
            + "--a\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nbody\r\n--a--\r\nepilogue",
        "Content-Type: text/plain; charset=\"utf-7\"\r\n\r\n+AGEA4g- +-+2D3cZA-",
        "Content-Type: text/plain; charset=iso-2022-jp\r\nSubject: =?iso-2022-jp?B?GyRCJDMbKEI=?=\r\n\r\n\u001b$B$3$s\u001b(B",
        "Content-Type: text/plain; charset=iso-2022-cn\r\n\r\n\u001b$)A\u000eVPND\u000f \u001b$)G\u000ejW}$\u000f",
        "Content-Type: application/x; name*0*=utf-8''%e4; name*1=\"b\"; name*2*=%41\r\nContent-Disposition: attachment; "
            + "filename=\"=?utf-8?B?w6Q=?=.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVs\r\nbG8=\r\nSGVsbG8=\r\nfooter!\r\n",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n\r\nfailed\r\n--r\r\n"
            + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.b.c\r\n\r\nFinal-Recipient: rfc822; a@b.c\r\n"
            + "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n--r\r\nContent-Type: text/rfc822-headers\r\n\r\n"
            + "Message-ID: <1@b.c>\r\n--r--",
        "Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "<p style=3D\"color:red;background:url(x)\">=CF=F0=E8<img src=3Dcid:a onerror=3Dalert(1)><svg><style><a title=3D\"</style>"
            + "<img src=3Dx>\"></p>",
        "Received: a\r\nReceived: b\r\nX-Loop: me\r\nAuto-Submitted: auto-replied\r\nList-Id: <l.b.c>\r\nPrecedence: bulk\r\n"
            + "Return-Path: <>\r\nFrom: MAILER-DAEMON\r\nSubject: Undelivered Mail\r\n\r\nOn Sat, 21 Nov 2026 at 10:00, A <a@b.c> "
            + "wrote:\r\n> old\r\n\r\nnew\r\n-- \r\nsig",
        "Subject: \u00e4\u00f6\u00fc raw\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\u00c1\u00c2",
    ];

    public static readonly string[] Pages =
    [
        "<p>a<b>b<i>c</b>d</i><table><tr><td>x<td>y</table><ul><li>1<li>2</ul><a href='java\nscript:alert(1)'>x</a>",
        "<svg><math><style><!--</style><img src=x onerror=alert(1)>--></math></svg>text",
        "<div style='position:fixed;top:0;color:red;background-image:url(http://x)'>x</div><img src=\"data:image/svg+xml;base64,AAAA\">"
            + "<noscript><p title='</noscript><img src=x>'>",
        "<blockquote type=cite>old</blockquote><div class=gmail_quote>On x wrote:<br>y</div>new &amp &#x41; &notin; &#0;",
    ];

    /// <summary>Whole messages; the same for the same seed.</summary>
    public static List<byte[]> Messages(ulong seed)
    {
        var dice = new Dice(seed);
        var seeds = Awkward.Select(Encoding.Latin1.GetBytes).ToList();
        for (var i = 0; i < 24; i++)
        {
            var bytes = MailWriter.Write(GeneratedMail.Draft(dice, i));
            if (bytes.Length < 6000) seeds.Add(bytes);
        }
        seeds.Add(Tnef());
        return seeds;
    }

    /// <summary>A message with a winmail.dat that holds one named file and a text.</summary>
    public static byte[] Tnef()
    {
        var stream = TnefStream();
        return Encoding.ASCII.GetBytes(
            $"Subject: tnef\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + $"{Convert.ToBase64String(stream, Base64FormattingOptions.InsertLineBreaks)}\r\n");
    }

    /// <summary>The bytes of that winmail.dat (MS-OXTNEF 2.1).</summary>
    public static byte[] TnefStream()
    {
        using var bytes = new MemoryStream();
        Write(bytes, 4, 0x223E9F78);
        Write(bytes, 2, 1);
        Attribute(bytes, 1, 0x9007, 6, [0xE4, 4, 0, 0, 0, 0, 0, 0]);
        Attribute(bytes, 1, 0x9003, 6, Properties((0x1000, 0x1F, Encoding.Unicode.GetBytes("The text.\0"))));
        Attribute(bytes, 2, 0x9002, 6, new byte[14]);
        Attribute(bytes, 2, 0x8010, 1, "REPORT~1.TXT\0"u8.ToArray());
        Attribute(bytes, 2, 0x800F, 6, "inside\n"u8.ToArray());
        Attribute(bytes, 2, 0x9005, 6,
            Properties((0x3707, 0x1F, Encoding.Unicode.GetBytes("Bericht für Łódź.txt\0")), (0x370E, 0x1E, "text/plain\0"u8.ToArray())));
        return bytes.ToArray();
    }

    private static byte[] Properties(params (int Id, int Type, byte[] Value)[] properties)
    {
        using var bytes = new MemoryStream();
        Write(bytes, 4, (uint)properties.Length);
        foreach (var (id, type, value) in properties)
        {
            Write(bytes, 2, (uint)type);
            Write(bytes, 2, (uint)id);
            Write(bytes, 4, 1);
            Write(bytes, 4, (uint)value.Length);
            bytes.Write(value);
            bytes.Write(new byte[(4 - value.Length % 4) % 4]);
        }
        return bytes.ToArray();
    }

    private static void Attribute(MemoryStream bytes, byte level, uint id, uint type, byte[] data)
    {
        bytes.WriteByte(level);
        Write(bytes, 2, id);
        Write(bytes, 2, type);
        Write(bytes, 4, (uint)data.Length);
        bytes.Write(data);
        Write(bytes, 2, (uint)data.Sum(b => b) & 0xFFFF);
    }

    private static void Write(MemoryStream bytes, int size, uint value)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        bytes.Write(number[..size]);
    }
}
