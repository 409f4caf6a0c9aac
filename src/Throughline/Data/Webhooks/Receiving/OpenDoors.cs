using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Throughline.Contracts;
using Throughline.Data.Webhooks.Mapping;
using Throughline.Platform.Security.Protection;
using Throughline.Platform.Storage;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>All webhook doors in memory, by key. Finding one neither locks nor reads; they are replaced whole when one changes.</summary>
[OneForAll]
public sealed class OpenDoors(Secrets secrets, ILogger<OpenDoors> log) : INameDoors, IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private volatile FrozenDictionary<string, OpenDoor> _doors = FrozenDictionary<string, OpenDoor>.Empty;

    internal OpenDoor? Find(string key) => _doors.GetValueOrDefault(key);

    public IReadOnlyDictionary<string, string> Names => _doors.Values.ToDictionary(d => WebhookDoor.SourceOf(d.Key), d => d.Name);

    /// <summary>Reads the doors again. When it returns, what was saved before the call is in force.</summary>
    public async Task Load(ThroughlineDb db, CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            var (old, doors) = (_doors, db.Webhooks);
            _doors = (await doors.AsNoTracking().ToListAsync(ct)).ToFrozenDictionary(
                d => d.Key, d => Open(d, old.GetValueOrDefault(d.Key)?.Tally ?? new DoorTally()));
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Writes down what came by each door since the last time.</summary>
    public async Task SaveTallies(ThroughlineDb db, CancellationToken ct)
    {
        foreach (var door in _doors.Values)
        {
            if (door.Tally.Take() is not var (accepted, repeated, setAside, lastAt)) continue;
            var (doors, at) = (db.Webhooks, (DateTimeOffset?)Instants.FromMicroseconds(lastAt));
            await doors.Where(d => d.Key == door.Key).ExecuteUpdateAsync(set => set.SetProperty(d => d.LastArrivalAt, at)
                .SetProperty(d => d.Accepted, d => d.Accepted + accepted).SetProperty(d => d.Repeated, d => d.Repeated + repeated)
                .SetProperty(d => d.SetAside, d => d.SetAside + setAside), ct);
        }
    }

    /// <summary>Lets go of all bodies that are kept to try mappings on.</summary>
    public void ForgetSamples()
    {
        foreach (var door in _doors.Values) door.Tally.Forget();
    }

    public void Dispose() => _loading.Dispose();

    private OpenDoor Open(WebhookDoor door, DoorTally tally) =>
        new(door.Key, door.Name, ProofOf(door), door.VerifyToken is { } token ? Read(door, token, door.VerifyPurpose) : null,
            CompiledMapping.Of(door.ReadMapping()).Mapping, tally);

    private SenderProof ProofOf(WebhookDoor door) =>
        new(door.Authentication, Read(door, door.Secret, door.Purpose), door.SignatureHeader, door.SignaturePrefix,
            door.SignedText is { } text ? SignedText.Parse(text) : null, door.TimestampHeader);

    private byte[]? Read(WebhookDoor door, string secret, string purpose)
    {
        try
        {
            return Encoding.UTF8.GetBytes(secrets.Unprotect(secret, purpose));
        }
        catch (CryptographicException)
        {
            log.LogWarning("A secret of the webhook {Door} cannot be decrypted with this master key; its requests are refused until it gets a new "
                + "one.", door.Key);
            return null;
        }
    }
}
