namespace Throughline.Demo.Telling;

/// <summary>One thing that happened, as the call of the tracking API that reports it.</summary>
internal readonly record struct Moment(DateTimeOffset At, ReadOnlyMemory<byte> Call);
