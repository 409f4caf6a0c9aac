using System.Runtime.InteropServices;

namespace Throughline.JourneyEngine;

/// <summary>
/// A long list outside of the collected heap. The collector clears a large array with every thread stopped, which would
/// hold up the questions beside a compaction; here nothing is cleared, and nobody waits.
/// </summary>
internal sealed unsafe class NativeList<T> : IDisposable where T : unmanaged
{
    private T* _at;
    private long _capacity;

    public NativeList(long capacity = 1024) => Reserve(capacity);

    ~NativeList() => NativeMemory.Free(_at);

    public int Count { get; private set; }

    public T* At => _at;

    public ref T this[int i] => ref _at[i];

    public Span<T> Span => new(_at, Count);

    public void Add(in T item)
    {
        if (Count == _capacity) Reserve(_capacity * 2);
        _at[Count++] = item;
    }

    /// <summary>Sets the length. Elements behind the present ones hold anything.</summary>
    public void Resize(int count)
    {
        Reserve(count);
        Count = count;
    }

    public void Dispose()
    {
        NativeMemory.Free(_at);
        _at = null;
        (_capacity, Count) = (0, 0);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes room without changing the length.</summary>
    public void Reserve(long capacity)
    {
        if (capacity <= _capacity) return;
        _at = (T*)NativeMemory.Realloc(_at, (nuint)(capacity * sizeof(T)));
        _capacity = capacity;
    }
}
