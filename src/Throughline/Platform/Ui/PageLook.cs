namespace Throughline.Platform.Ui;

/// <summary>A page that the tests open on every screen, light and dark.</summary>
/// <param name="Name">Of the picture that is kept.</param>
/// <param name="Path">Its address; <c>{anna}</c> stands for a customer with a story.</param>
public sealed record PageLook(string Name, string Path);
