namespace Throughline.Platform.Views;

/// <summary>What the routes of saved views ask for, beside what their list asks for. The settings say it in words.</summary>
public static class ViewPermissions
{
    public const string Save = "views.save", Manage = "views.manage";
}
