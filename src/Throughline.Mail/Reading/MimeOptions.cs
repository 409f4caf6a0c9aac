using System.Text;
using MimeKit;

namespace Throughline.Mail.Reading;

/// <summary>How MimeKit is asked to read: as senders most likely meant it.</summary>
internal static class MimeOptions
{
    /// <summary>For the values of single fields.</summary>
    public static ParserOptions Lenient { get; } = ForDepth(1);

    /// <summary>For a message of which that many levels are opened.</summary>
    public static ParserOptions ForDepth(int levels) => new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Loose,
        AllowAddressesWithoutDomain = true,
        AllowUnquotedCommasInAddresses = true,
        CharsetEncoding = Encoding.UTF8,
        MaxMimeDepth = Math.Max(1, levels),
        ParameterComplianceMode = RfcComplianceMode.Loose,
        RespectContentLength = false,
        Rfc2047ComplianceMode = RfcComplianceMode.Loose,
    };
}
