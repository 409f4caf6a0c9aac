namespace Throughline.Mail.Reading;

/// <summary>How much of a message is looked at. What lies beyond a limit stays in the raw bytes and is named among the defects.</summary>
public sealed record ReadLimits
{
    /// <summary>The limits that suit mail from strangers.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of one message; the rest is not read.</summary>
    public int Bytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Levels of multiparts and of messages inside messages; deeper ones are kept as a leaf.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Parts of one message; the rest is kept in the last one's parent only.</summary>
    public int Parts { get; init; } = 4096;

    /// <summary>Header fields of one part.</summary>
    public int Headers { get; init; } = 4096;

    /// <summary>Bytes of one header field; the rest of a longer one is cut off.</summary>
    public int HeaderBytes { get; init; } = 256 * 1024;
}
