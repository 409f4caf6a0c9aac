using Throughline.Platform.Rooms;

namespace Throughline.Demo;

/// <summary>A made-up company to see the product in. It has no pages: it only tells its story to the others.</summary>
public sealed class DemoRoom : Room;
