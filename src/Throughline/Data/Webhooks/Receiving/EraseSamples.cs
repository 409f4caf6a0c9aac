using Throughline.Contracts;

namespace Throughline.Data.Webhooks.Receiving;

/// <summary>Lets go of the newest bodies of the webhooks: one of them may be about the customer, and the next call brings another.</summary>
public sealed class EraseSamples(OpenDoors doors) : IEraseCustomer
{
    public string Part => "Webhook samples";

    public Task Erase(WholeCustomer customer, CancellationToken ct)
    {
        doors.ForgetSamples();
        return Task.CompletedTask;
    }
}
