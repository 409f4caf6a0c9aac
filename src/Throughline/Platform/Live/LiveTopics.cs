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
        // A page that reads slowly misses no topic, only how often it changed.
        private readonly Channel<string> _changed = Channel.CreateBounded<string>(new BoundedChannelOptions(topics.Count + 1) { FullMode = BoundedChannelFullMode.DropOldest });

        public ChannelReader<string> Changed => _changed.Reader;

        public void Offer(string topic)
        {
            if (topics.Contains(topic)) _changed.Writer.TryWrite(topic);
        }

        public void Dispose() => end(this);
    }
}
