using Throughline.Benchmarks.Mail.Fuzzing;

namespace Throughline.Tests.Mail;

/// <summary>A short run of what <c>fuzz-mail</c> of the benchmarks does at length.</summary>
public class FuzzTests
{
    [Fact]
    public void No_damaged_input_makes_a_parser_throw()
    {
        var targets = new FuzzTargets(20261121);
        for (var number = 0; number < Repetitions.Of(20_000, 2_000); number++)
        {
            var input = targets.Input(number);
            var fault = Record.Exception(() => FuzzTargets.Feed(number, input));
            Assert.True(fault is null, $"input {number}: {fault}");
        }
    }
}
