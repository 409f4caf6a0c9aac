using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Throughline.Platform.Live;

/// <summary>Tells open pages that something they show has changed: topics such as <c>customer:17</c>, without content.</summary>
public sealed class LiveTopics
{
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = [];

    /// <summary>Nobody looks: then whoever would publish can save the work.</summary>
    public bool NobodyListens => _subscriptions.IsEmpty;

    public void Publish(string topic)
    {
        foreach (var subscription in _subscriptions.Keys) subscription.Offer(topic);
    }

    public Subscription Subscribe(IEnumerable<string> topics)
    {
        var subscription = new Subscription([.. topics], s => _subscriptions.TryRemove(s, out _));
        _subscriptions[subscription] = 0;
        return subscription;
    }

    public sealed class Subscription(HashSet<string> topics, Action<Subscription> end) : IDisposable
    {
        private readonly Lock _lock = new();
        private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        private HashSet<string> _changed = [];

        /// <summary>Completes when a topic has changed since <see cref="Take"/>.</summary>
        public async Task Wait(CancellationToken ct) => await _signal.Reader.ReadAsync(ct);

        /// <summary>Each topic that changed since, once: a page that reads slowly misses none, only how often it changed.</summary>
        public IReadOnlyCollection<string> Take()
        {
            lock (_lock)
            {
                var taken = _changed;
                _changed = [];
                return taken;
            }
        }

        public void Offer(string topic)
        {
            if (!topics.Contains(topic)) return;
            lock (_lock) _changed.Add(topic);
            _signal.Writer.TryWrite(true);
        }

        public void Dispose() => end(this);
    }
}
