using Throughline.Mail.Reading;

namespace Throughline.Tests.Mail.Reading;

public class HeaderTests
{
    [Theory]
    [InlineData("=?utf-8?Q?caf=C3=A9?=", "café")]
    [InlineData("=?UTF-8?b?Y2Fmw6k=?=", "café")]
    [InlineData("=?utf-8?B?Y2Fmw6k?=", "café")]
    [InlineData("=?iso-8859-1?q?caf=E9?= au lait", "café au lait")]
    [InlineData("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?=\t  =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c")]
    [InlineData("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "é")]
    [InlineData("=?utf-8*en?Q?a_b?=", "a b")]
    [InlineData("=?utf-8?Q?a b?=", "a b")]
    [InlineData("x=?utf-8?Q?y?=z", "xyz")]
    [InlineData("=?utf-8?Q?=3D?=", "=")]
    [InlineData("=?utf-8?Q??=", "")]
    [InlineData("=?utf-8?X?abc?=", "=?utf-8?X?abc?=")]
    [InlineData("=?utf-8?Q?never closed", "=?utf-8?Q?never closed")]
    [InlineData("=?no-such-charset?Q?caf=C3=A9?=", "café")]
    [InlineData("=?no-such-charset?Q?caf=E9?=", "café")]
    [InlineData("=?gb2312?B?xOO6ww==?=", "你好")]
    [InlineData("=?iso-2022-jp?B?GyRCJDMkcxsoQg==?=", "こん")]
    [InlineData("=?utf-8?Q?line=0D=0Abreak?=", "line break")]
    [InlineData("1 =? 2 ?= 3", "1 =? 2 ?= 3")]
    public void Encoded_words_are_decoded_as_real_mail_writes_them(string text, string expected) => Assert.Equal(expected, EncodedWords.Decode(text));

    [Theory]
    [InlineData("Subject: one\n two", "one two")]
    [InlineData("Subject: one\n\ttwo", "one two")]
    [InlineData("Subject:\n one", "one")]
    [InlineData("Subject : one", "one")]
    [InlineData("SUBJECT:one", "one")]
    [InlineData("Subject: =?utf-8?Q?a?=\n =?utf-8?Q?b?=", "ab")]
    [InlineData("Subject: a\n \nFrom: x@y.z", "a")]
    [InlineData("X: 1\nthis line is broken\nSubject: a", "a")]
    [InlineData("From ada@x.y Sat Nov 21 10:00:00 2026\nSubject: a", "a")]
    [InlineData(">From ada@x.y\nSubject: a", "a")]
    [InlineData("\n\nSubject: a", "a")]
    [InlineData("\u00ef\u00bb\u00bfSubject: a", "a")]
    [InlineData("Subject:\nSubject: second", "second")]
    [InlineData("Subject: first\nSubject: second", "first")]
    [InlineData("X-Empty:\nSubject: a\u0000b", "ab")]
    public void A_header_is_found_and_unfolded(string headers, string subject) => Assert.Equal(subject, Letter.Body(headers, "body").Subject);

    [Fact]
    public void Raw_utf8_is_read_as_utf8() => Assert.Equal("Grüße", Letter.Read("Subject: Gr\u00c3\u00bc\u00c3\u009fe\n\n").Subject);

    [Fact]
    public void Raw_8bit_is_read_by_the_charset_of_the_body() =>
        Assert.Equal("Привет", Letter.Read("Subject: \u00f0\u00d2\u00c9\u00d7\u00c5\u00d4\nContent-Type: text/plain; charset=koi8-r\n\n").Subject);

    [Fact]
    public void Raw_8bit_without_any_hint_is_read_as_western() => Assert.Equal("café", Letter.Read("Subject: caf\u00e9\n\n").Subject);

    [Theory]
    [InlineData("Subject: a\rFrom: b@x.y\r\rbody", "body")]
    [InlineData("Subject: a\nFrom: b@x.y\n\nbody", "body")]
    [InlineData("Subject: a\r\r\nFrom: b@x.y\r\r\n\r\r\nbody", "body")]
    [InlineData("Subject: a\nFrom: b@x.y\nHello there,\nthis is prose", "Hello there,\nthis is prose")]
    [InlineData("Subject: a\nFrom: b@x.y", "")]
    public void Any_line_end_and_a_missing_blank_line_are_understood(string raw, string text)
    {
        var mail = MailReader.Read(System.Text.Encoding.ASCII.GetBytes(raw));
        Assert.Equal(("a", "b@x.y", text), (mail.Subject, mail.From?.Address, mail.Text));
    }

    [Theory]
    [InlineData("<a@b>", "a@b")]
    [InlineData("a@b", "a@b")]
    [InlineData("<a@b> <c@d>", "a@b c@d")]
    [InlineData("<a@b><c@d>,<a@b>", "a@b c@d")]
    [InlineData("Your message of Monday <a@b>", "a@b")]
    [InlineData("<a@b <c@d>", "a@b c@d")]
    [InlineData("<a\t@b>", "a@b")]
    [InlineData("", "")]
    public void Message_ids_are_found_with_and_without_brackets(string value, string ids) => Assert.Equal(ids, string.Join(' ', MessageIds.All(value)));

    [Theory]
    [InlineData("Sat, 21 Nov 2026 10:00:00 +0100", "2026-11-21T10:00:00+01:00")]
    [InlineData("21 Nov 2026 10:00 -0500", "2026-11-21T10:00:00-05:00")]
    [InlineData("Sat, 21 Nov 2026 10:00:00 +0100 (CET)", "2026-11-21T10:00:00+01:00")]
    [InlineData("Sat, 21 Nov 26 10:00:00 GMT", "2026-11-21T10:00:00+00:00")]
    [InlineData("21 Nov 99 10:00:00 EST", "1999-11-21T10:00:00-05:00")]
    [InlineData("Sat Nov 21 10:00:00 2026", "2026-11-21T10:00:00+00:00")]
    [InlineData("Sat, 21 Nov 2026 10:00:00", "2026-11-21T10:00:00+00:00")]
    [InlineData("Sat, 21-Nov-2026 10:00:00 GMT", "2026-11-21T10:00:00+00:00")]
    [InlineData("Sat, 21 November 2026 10:00:00 GMT+0200", "2026-11-21T10:00:00+02:00")]
    [InlineData("Nov 21, 2026 10:00 PM", "2026-11-21T22:00:00+00:00")]
    [InlineData("Sat, 21 Nov 2026 10:00:00 -0330", "2026-11-21T10:00:00-03:30")]
    [InlineData("Sat, 21 Nov 2026 10:00:00 CET", "2026-11-21T10:00:00+01:00")]
    [InlineData("2026-11-21T10:00:00Z", "2026-11-21T10:00:00+00:00")]
    [InlineData("2026-11-21 10:00:00 +01:00", "2026-11-21T10:00:00+01:00")]
    [InlineData("Sat, 21 Nov 2026 23:59:60 +0000", "2026-11-21T23:59:59+00:00")]
    [InlineData("Sat, 21 Nov 2026 24:00:00 +0000", "2026-11-21T00:00:00+00:00")]
    [InlineData("29 Feb 2026 10:00:00 +0000", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    [InlineData("21 Nov 2026 10:00:00 +9999", "2026-11-21T10:00:00+00:00")]
    public void Dates_are_read_in_good_and_broken_forms(string value, string? expected) =>
        Assert.Equal(expected, MailDates.Read(value)?.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
}
