namespace Throughline.Platform.Ui;

/// <summary>Under which heading a room stands in the menu, in this order; the first has no heading, and the last stands at the foot.</summary>
public enum MenuGroup { Top, Work, Understand, Act, Foot }

public static class MenuGroups
{
    [return: Said]
    public static string Title(this MenuGroup group) => group switch
    {
        MenuGroup.Top => "Home",
        MenuGroup.Work => "Work",
        MenuGroup.Understand => "Understand",
        MenuGroup.Act => "Act",
        MenuGroup.Foot => "Administration",
    };
}
