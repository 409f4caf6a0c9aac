using Throughline.Platform.Rooms;

namespace Throughline.Search;

/// <summary>One box that finds everything a person may see, in all rooms.</summary>
public sealed class SearchRoom : Room;
