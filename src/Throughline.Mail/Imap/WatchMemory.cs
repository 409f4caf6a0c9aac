namespace Throughline.Mail.Imap;

/// <summary>Fingerprints of what was told, the newest so many of them.</summary>
internal sealed class ToldMessages(int most)
{
    private readonly HashSet<string> _fingerprints = [];
    private readonly Queue<string> _order = [];

    public bool Contains(string fingerprint) => _fingerprints.Contains(fingerprint);

    public void Add(string fingerprint)
    {
        if (!_fingerprints.Add(fingerprint)) return;
        _order.Enqueue(fingerprint);
        if (_order.Count > most) _fingerprints.Remove(_order.Dequeue());
    }
}

/// <summary>Which message is being read, and how often the server failed over it.</summary>
internal sealed class Trouble
{
    private uint _reading;
    private uint _uid;
    private int _count;

    public bool IsReading => _reading != 0;

    public int Count(uint uid) => uid == _uid ? _count : 0;

    public void Reading(uint uid) => _reading = uid;

    public void Done() => _reading = 0;

    /// <summary>The connection ended; if a message was on its way, it is suspected.</summary>
    public void Interrupted()
    {
        if (_reading != 0) Add(_reading);
        _reading = 0;
    }

    public void Add(uint uid)
    {
        _count = uid == _uid ? _count + 1 : 1;
        _uid = uid;
    }

    public void Forget() => (_reading, _uid, _count) = (0, 0, 0);
}
