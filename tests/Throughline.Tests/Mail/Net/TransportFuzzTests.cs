using Throughline.Benchmarks.Mail.Net;

namespace Throughline.Tests.Mail.Net;

public class TransportFuzzTests
{
    [Fact]
    public async Task No_damaged_conversation_crashes_or_hangs_a_parser()
    {
        var targets = new TransportFuzzTargets(seed: 20261121);
        for (var number = 0; number < Repetitions.Of(30_000, 3_000); number++)
        {
            var (name, input, feed) = targets.Case(number);
            var error = await Record.ExceptionAsync(() => feed(input).WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.True(error is null, $"Input {number} ({name}, {Convert.ToHexString(input)}): {error}");
        }
    }
}
