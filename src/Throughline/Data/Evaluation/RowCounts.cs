using Throughline.Platform.Cli;

namespace Throughline.Data.Evaluation;

/// <summary>What became of a file's rows: how many were used, and how many were left out for which reason.</summary>
internal sealed class RowCounts
{
    private int _unreadable;

    public int Read { get; private set; }

    public int Used { get; private set; }

    public SortedDictionary<string, int> LeftOut { get; } = new(StringComparer.Ordinal);

    public void Use()
    {
        Read++;
        Used++;
    }

    public void LeaveOut(string why)
    {
        Read++;
        LeftOut[why] = LeftOut.GetValueOrDefault(why) + 1;
    }

    /// <summary>Leaves a row out because something in it cannot be read.</summary>
    public void CannotRead(string why)
    {
        _unreadable++;
        LeaveOut(why);
    }

    /// <exception cref="CommandException">No row was used, or most cannot be read: figures of the rest would say nothing of the file.</exception>
    public void MustNotBeEmpty(string path)
    {
        if (Used == 0) throw new CommandException(
            $"No row of '{path}' can be used: {(Read == 0 ? "there is none" : Reasons())}.");
        if (_unreadable > Used) throw new CommandException($"Most rows of '{path}' cannot be used: {Reasons()}, of {Read}.");
    }

    private string Reasons() => string.Join(", ", LeftOut.Select(l => $"{l.Key} ({l.Value})"));
}
