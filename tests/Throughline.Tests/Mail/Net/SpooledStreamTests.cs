using Throughline.Mail.Net;

namespace Throughline.Tests.Mail.Net;

public class SpooledStreamTests
{
    [Theory]
    [InlineData(99, false)]
    [InlineData(100, false)]
    [InlineData(101, true)]
    [InlineData(5000, true)]
    public async Task Beyond_its_threshold_it_goes_to_a_file_and_reads_back_the_same(int bytes, bool isInFile)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        await using var stream = new SpooledStream(threshold: 100);
        foreach (var block in content.Chunk(33)) await stream.WriteAsync(block);
        Assert.Equal(isInFile, stream.IsInFile);
        Assert.Equal(bytes, stream.Length);
        stream.Position = 0;
        Assert.Equal(content, await TestMail.Bytes(stream));
    }
}
