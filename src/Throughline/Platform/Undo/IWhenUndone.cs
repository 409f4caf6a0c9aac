using Throughline.Contracts;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Undo;

/// <summary>What a room does when an act on its rows is undone: it keeps them in memory, say. Asked about every act.</summary>
public interface IWhenUndone : IPart
{
    /// <param name="act">As it is on record: <c>touchpoint.removed</c>.</param>
    bool Concerns(string act);

    /// <summary>In the transaction that writes the rows back, before it is saved.</summary>
    Task Add(ThroughlineDb db, KeptAct act, Actor by, CancellationToken ct) => Task.CompletedTask;

    /// <summary>The rows are back.</summary>
    Task Reload(ThroughlineDb db, CancellationToken ct) => Task.CompletedTask;
}
