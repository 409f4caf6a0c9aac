namespace Throughline.Platform.Ui;

/// <summary>The look a person chose, kept in the cookie <c>theme</c>; without one, the system decides.</summary>
public enum Theme { System, Light, Dark }

public static class ThemeCookie
{
    public const string Name = "theme";

    public static Theme Read(HttpRequest? request) => request?.Cookies[Name] switch
    {
        "light" => Theme.Light,
        "dark" => Theme.Dark,
        _ => Theme.System,
    };

    /// <summary>The word the page carries, which the scripts read and write.</summary>
    public static string Word(this Theme theme) => theme switch
    {
        Theme.System => "system",
        Theme.Light => "light",
        Theme.Dark => "dark",
    };

    /// <summary>What the styles start from. For the system's choice the first script corrects it before anything is painted.</summary>
    public static string Starting(this Theme theme) => theme == Theme.Dark ? "dark" : "light";
}
