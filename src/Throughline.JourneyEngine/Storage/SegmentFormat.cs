using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>The parts of a base file. The numbers are part of the file format (docs/journey-engine.md).</summary>
internal enum Section
{
    SlotCustomer = 1, SlotRowStart = 2, SlotTypes = 3, SlotIdentityStart = 4, Identities = 5, Chunks = 6,
    Seconds = 10, Millis = 11, Type = 12, Channel = 13, Touchpoint = 14, Stage = 15, LocalIdentity = 16, Packed = 17,
    FirstProperty = 100,
}

/// <summary>One line of the section table in the header page.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct SectionEntry
{
    public int Id, Width;
    public long Offset, Length;
    public ulong Checksum;
}

/// <summary>Where a chunk's values and journal positions lie in the packed section, how they are packed, and the chunk's time range.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct ChunkEntry
{
    public long ValueLeast, ValueOffset, ValueUnit, PositionLeast, PositionOffset;
    public int ValueWidth, PositionWidth;
    public uint LeastSecond, MostSecond; // of all rows of the chunk; least is above most when there are none
}

/// <summary>The first page of a base file, followed by the section table. All numbers are little-endian.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal unsafe struct SegmentHeader
{
    public const ulong RightMagic = 0x3130_4c4a_4e55_5254; // "TRUNJL01"
    public const int RightVersion = 2, PageSize = 4096, SlotsPerChunk = 4096, Padding = 64, LargestSectionCount = 90;

    public ulong Magic;
    public int Version, Sections;
    public long Rows, Slots, Identities, FileLength, Position;
    public int Properties, Chunks;
    public ulong Checksum; // of the whole page with this field 0

    /// <summary>Refuses the first page of a file that is damaged, cut short, or of another kind.</summary>
    public static void Check(string name, byte* file, long length)
    {
        var page = new ReadOnlySpan<byte>(file, PageSize).ToArray();
        var header = Unsafe.ReadUnaligned<SegmentHeader>(ref page[0]);
        if (header.Magic != RightMagic) throw new JourneyStoreDamagedException($"{name} is not a journey file.");
        if (header.Version != RightVersion) throw new JourneyStoreDamagedException($"{name} has format {header.Version}; this program reads {RightVersion}.");
        var cleared = header with { Checksum = 0 };
        Unsafe.WriteUnaligned(ref page[0], cleared);
        if (JourneyEngine.Checksum.Of(page) != header.Checksum) throw new JourneyStoreDamagedException($"{name}: the header does not match its checksum.");
        if (header.FileLength != length) throw new JourneyStoreDamagedException($"{name} has {length} bytes instead of {header.FileLength}.");
        foreach (var s in new ReadOnlySpan<SectionEntry>(file + sizeof(SegmentHeader), header.Sections))
            if (s.Offset < PageSize || s.Length < 0 || s.Offset + s.Length > length) throw new JourneyStoreDamagedException($"{name} is cut short.");
    }
}
