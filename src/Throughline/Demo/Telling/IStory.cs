namespace Throughline.Demo.Telling;

/// <summary>Something that happens to a shopper, from its beginning to its end, and what it leads to later.</summary>
internal interface IStory
{
    void Tell(Scene scene);
}
