using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Throughline.Platform.Storage;

/// <summary>What a failure of the disk or of the database means for who asked: nothing of it is a fault of the program.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs.</param>
/// <param name="Why">What happened and what to do, for a person.</param>
/// <param name="IsForOperator">Whoever runs the machine must do something: it belongs into the log.</param>
public sealed record StorageFault(int Status, string Code, string Why, bool IsForOperator)
{
    private const int Busy = 5, ReadOnly = 8, Full = 13, Unique = 2067, PrimaryKey = 1555, ForeignKey = 787;
    private const int NoSpace = 28, ReadOnlyDisk = 30, OverQuota = 122, TooLarge = 27, NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary><c>null</c> when a failure is none of these.</summary>
    public static StorageFault? Of(Exception? failure) => failure switch
    {
        null => null,
        SqliteException { SqliteErrorCode: Full } => DiskFull,
        SqliteException { SqliteErrorCode: ReadOnly } => CannotWrite,
        SqliteException { SqliteErrorCode: Busy } => new(503, "busy", Words.Say("The database is busy. Try again in a moment."), false),
        SqliteException { SqliteExtendedErrorCode: Unique or PrimaryKey or ForeignKey } or DbUpdateConcurrencyException => Changed,
        IOException { HResult: NoSpace or OverQuota or TooLarge or NoSpaceOnWindows } => DiskFull,
        IOException { HResult: ReadOnlyDisk } => CannotWrite,
        _ => Of(failure.InnerException),
    };

    private static StorageFault DiskFull =>
        new(507, "disk_full", Words.Say("The server's disk is full. Nothing was saved; try again once there is space."), true);

    private static StorageFault CannotWrite => new(503, "read_only", Words.Say("The server cannot write its data folder. Nothing was saved."), true);

    private static StorageFault Changed => new(409, "changed_meanwhile",
        Words.Say("Someone else saved a change at the same time. Check it, and repeat what is still to be done."), false);
}
