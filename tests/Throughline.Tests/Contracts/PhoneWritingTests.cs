using FsCheck.Fluent;
using Throughline.Contracts;

namespace Throughline.Tests.Contracts;

public class PhoneWritingTests
{
    private static string Read(string text, string? home = null) => PhoneWriting.Of(text, home);

    [Theory]
    [InlineData("+442079461000")]
    [InlineData("+44 (0)20 7946 1000")]
    [InlineData("+44 (0) 20-7946-1000")]
    [InlineData("+44(0)2079461000")]
    [InlineData("+44[0]20 7946 1000")]
    [InlineData("+44 020 7946 1000")]
    [InlineData("(+44) 20 7946 1000")]
    [InlineData("( +44 ) (20) 7946/1000")]
    [InlineData("＋442079461000")]
    [InlineData("＋４４ ２０ ７９４６ １０００")]
    [InlineData("+٤٤ ٢٠ ٧٩٤٦ ١٠٠٠")]
    [InlineData("0044 20 7946 1000")]
    [InlineData("00 44 (0) 20 7946 1000")]
    [InlineData("++44 20 7946 1000")]
    [InlineData("+0044 20 7946 1000")]
    [InlineData("tel:+44-20-7946-1000")]
    [InlineData("Tel.: +44 20 7946 1000")]
    [InlineData("Phone +44 20 7946 1000 (office)")]
    [InlineData("+44 20 7946 1000 (after 5pm)")]
    [InlineData("‪+44 20 7946 1000‬")]
    [InlineData("+44\u00a020\u200b7946\u00ad1000\ufeff")]
    [InlineData("+44 20 7946–1000")]
    [InlineData("'+442079461000")]
    [InlineData("\"+44.20.7946.1000\";")]
    [InlineData("442079461000.0", "GB")]
    [InlineData("442079461000", "GB")]
    [InlineData("020 7946 1000", "GB")]
    [InlineData("(020) 7946 1000", "GB")]
    public void One_phone_in_all_its_writings_is_one_number(string text, string? home = null) => Assert.Equal("+442079461000", Read(text, home));

    [Theory]
    [InlineData("+39 06 1234 5678", "+390612345678")]
    [InlineData("+39 (0)6 1234 5678", "+390612345678")]
    [InlineData("+45 (0)33 12 34 56", "+4533123456")]
    [InlineData("+49 (0)30 1234567", "+49301234567")]
    [InlineData("030/1234567", "+49301234567", "DE")]
    [InlineData("1 (212) 555-0100", "+12125550100", "US")]
    [InlineData("011 44 20 7946 1000", "+442079461000", "US")]
    [InlineData("070-123 45 68", "+46701234568", "SE")]
    [InlineData("070-123 45 68", "0701234568")]
    [InlineData("55512765678901", "55512765678901")]
    [InlineData("+4670", "+4670")]
    public void A_number_is_read_by_the_plan_of_its_country_and_stays_as_dialled_where_none_is_said(string text, string number, string? home = null) =>
        Assert.Equal(number, Read(text, home));

    [Theory]
    [InlineData("+44 20 7946 1002 x123")]
    [InlineData("+44 20 7946 1002x123")]
    [InlineData("+44 20 7946 1002 ext. 123")]
    [InlineData("+44 20 7946 1002 Extension: 7")]
    [InlineData("+44 20 7946 1002;ext=123")]
    [InlineData("tel:+44-20-7946-1002;ext=123")]
    [InlineData("+44 20 7946 1002 #123")]
    [InlineData("+44 20 7946 1002,,123#")]
    [InlineData("+44 20 7946 1002, 123")]
    [InlineData("+44 20 7946 1002 Durchwahl 12")]
    [InlineData("+7 495 123-45-68 доб. 12")]
    [InlineData("+44 20 7946 1002 ｘ１２３")]
    [InlineData("+44 20 7946 1002 123")]
    public void A_number_behind_a_switchboard_is_nobodys(string text) => Assert.Equal("", Read(text));

    [Theory]
    [InlineData("+44 20 7946 0958 / +44 7700 900123")]
    [InlineData("+44 20 7946 0958, +44 7700 900123")]
    [InlineData("+44 20 7946 0958; 07700 900123")]
    [InlineData("+44 20 7946 0958 or +44 7700 900123")]
    [InlineData("+44 20 7946 0958 / 07700 900123")]
    [InlineData("+44 20 7946 0958\n+44 7700 900123")]
    [InlineData("home +44 20 7946 0958 mobile +44 7700 900123")]
    [InlineData("020 7946 0958 / 07700 900123", "GB")]
    [InlineData("2 phones: +44 20 7946 0958 and another")]
    public void Of_two_numbers_the_first_counts(string text, string? home = null) => Assert.Equal("+442079460958", Read(text, home));

    [Theory]
    [InlineData("0000000000")]
    [InlineData("+44 0000 000000")]
    [InlineData("1111111111")]
    [InlineData("(999) 999-9999")]
    [InlineData("+1 555 555 5555")]
    [InlineData("123456789")]
    [InlineData("0123456789")]
    [InlineData("1234567890")]
    [InlineData("987654321")]
    [InlineData("+1234567890")]
    [InlineData("４４４４４４４")]
    [InlineData("4.42079E+11")]
    [InlineData("4,42079E+11")]
    [InlineData("none")]
    [InlineData("---")]
    [InlineData("")]
    public void What_stands_for_no_number_is_nobodys(string text)
    {
        Assert.Equal("", Read(text));
        Assert.False(new Identity(Identity.Phone, text).Normalised().IsContact);
    }

    // The quick look and the plans must never differ, and what was read is read again as the same.
    [Fact]
    public void A_number_in_one_piece_is_read_as_its_plan_would_read_it()
    {
        var countries = Gen.Elements(
            "1", "7", "20", "27", "30", "31", "32", "33", "34", "39", "40", "41", "44", "45", "46", "47", "48", "49", "54", "55", "61", "81", "90", "91",
            "351", "353", "358", "370", "420", "999");
        var numbers = from country in countries from length in Gen.Choose(5, 12)
                      from digits in Gen.Choose(0, 9).ArrayOf(length) select $"+{country}{string.Concat(digits)}";
        Prop.ForAll(numbers.ToArbitrary(), text =>
        {
            var read = PhoneWriting.Of(text, null);
            return (!PlainPhones.IsOne(text) || read == text) && (read.Length == 0 || PhoneWriting.Of(read, null) == read);
        }).Hold(many: 200_000, few: 5_000);
    }
}
