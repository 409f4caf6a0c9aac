namespace Throughline.Tests.Mail.Servers;

/// <summary>One dovecot and one postfix, started once for all tests that talk to real servers.</summary>
public sealed class RealMailServers : IAsyncLifetime
{
    public RealMailServers() => Postfix = new PostfixServer(Dovecot.SaslPort);

    public DovecotServer Dovecot { get; } = new();

    public PostfixServer Postfix { get; }

    public async ValueTask InitializeAsync()
    {
        try
        {
            await Task.WhenAll(Dovecot.InitializeAsync().AsTask(), Postfix.InitializeAsync().AsTask());
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(Dovecot.DisposeAsync().AsTask(), Postfix.DisposeAsync().AsTask());
}

/// <summary>The tests that share <see cref="RealMailServers"/>.</summary>
[CollectionDefinition(Name)]
public sealed class RealMailServersCollection : ICollectionFixture<RealMailServers>
{
    public const string Name = "real mail servers";
}
