using Throughline.Tests.Server;

namespace Throughline.Tests.Platform.Ui;

[Collection(SharedServer.Name)]
public sealed class CompressionTests(SharedServer shared)
{
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task Pages_and_answers_come_packed_to_whoever_can_unpack_them(string encoding)
    {
        using var http = new HttpClient { BaseAddress = shared.Server.Api.BaseAddress };
        http.DefaultRequestHeaders.Authorization = shared.Server.Api.DefaultRequestHeaders.Authorization;
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        foreach (var path in (string[])["/sign-in", "/api/touchpoints"])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(encoding == "identity" ? [] : [encoding], answer.Content.Headers.ContentEncoding);
        }
    }
}
