namespace Throughline.Platform.Channels;

/// <summary>The permission of what sends for the company. The settings say it in words.</summary>
public static class ChannelPermissions
{
    public const string Manage = "channels.manage";
}
