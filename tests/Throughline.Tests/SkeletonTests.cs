namespace Throughline.Tests;

public class SkeletonTests
{
    [Fact]
    public void The_runner_runs() => Assert.True(true);
}
