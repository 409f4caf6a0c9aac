using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Throughline.Platform.Security.Protection;

public static class ProtectionSetup
{
    /// <summary>Adds data protection over the database under the master key, and <see cref="Secrets"/>.</summary>
    public static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddSingleton<MasterKey>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<MasterKeyEncryptor>();
        services.AddSingleton<ProtectionKeyStore>();
        services.AddDataProtection().SetApplicationName("Throughline");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<ProtectionKeyStore>();
            options.XmlEncryptor = provider.GetRequiredService<MasterKeyEncryptor>();
        }));
        return services;
    }
}
