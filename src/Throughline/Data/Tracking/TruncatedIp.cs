using System.Net;
using System.Net.Sockets;

namespace Throughline.Data.Tracking;

/// <summary>An address without the part that points at one household: IPv4 keeps 24 bits, IPv6 keeps 48.</summary>
internal static class TruncatedIp
{
    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6, address.AddressFamily == AddressFamily.InterNetwork ? 1 : 10);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>Null when the text is no address.</summary>
    public static string? Of(string text) => IPAddress.TryParse(text, out var address) ? Of(address) : null;
}
