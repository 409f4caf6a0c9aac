using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Throughline.JourneyEngine;

/// <summary>
/// A growing array in pages that never move: one writer appends or overwrites, readers look without a lock. What a
/// reader may rely on is what was written before the snapshot it holds was published.
/// </summary>
/// <param name="cleared">False when no element is read that was not written: then memory need not be cleared.</param>
internal sealed class Paged<T>(bool cleared = true)
{
    private const int Bits = 14, Size = 1 << Bits, Mask = Size - 1;
    private T[]?[] _pages = new T[]?[8];

    /// <summary>The element, or the default when nothing was ever written there.</summary>
    public T? Get(int index)
    {
        var pages = Volatile.Read(ref _pages);
        var page = index >> Bits;
        return page < pages.Length && pages[page] is { } found ? found[index & Mask] : default;
    }

    /// <summary>A reference to the element, with its page made if need be. For the writer only.</summary>
    public ref T Slot(int index)
    {
        var page = index >> Bits;
        if (page >= _pages.Length)
        {
            var larger = new T[]?[Math.Max(page + 1, _pages.Length * 2)];
            _pages.CopyTo(larger, 0);
            Volatile.Write(ref _pages, larger);
        }
        ref var found = ref _pages[page];
        if (found is null) Volatile.Write(ref found, cleared ? new T[Size] : GC.AllocateUninitializedArray<T>(Size));
        return ref found![index & Mask];
    }

    /// <summary>A reference to an element that is known to be there.</summary>
    public ref T At(int index) => ref Volatile.Read(ref _pages)[index >> Bits]![index & Mask];

    /// <summary>Has the processor fetch an element that will soon be wanted.</summary>
    public unsafe void Prefetch(int index)
    {
        var (pages, page) = (Volatile.Read(ref _pages), index >> Bits);
        if (!Sse.IsSupported || page >= pages.Length || pages[page] is not { } found) return;
        var at = (byte*)Unsafe.AsPointer(ref found[index & Mask]);
        Sse.Prefetch0(at);
        if (Unsafe.SizeOf<T>() > 8) Sse.Prefetch0(at + Unsafe.SizeOf<T>() - 1);
    }

    /// <summary>Bytes held by the pages, for elements of the given size.</summary>
    public long Bytes(int elementSize)
    {
        long pages = 0;
        foreach (var page in Volatile.Read(ref _pages)) if (page is not null) pages++;
        return pages * Size * elementSize;
    }
}
