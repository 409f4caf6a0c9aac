using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Throughline.Platform.Language;
using Throughline.Platform.Storage;
using Throughline.Tests.Platform.Server;

namespace Throughline.Tests.Platform.Language;

/// <summary>A language is a file: <c>words/eo.json</c> beside the tests has some sentences in Esperanto.</summary>
public sealed class LanguageTests
{
    [Fact]
    public void A_sentence_is_kept_under_its_English_text_with_places_for_values()
    {
        Sentence filled = $"Give at least {1234.5:N1} of {"5"} {{things}}.", plain = $"Write {{time}}.", literal = "Write {time}.", constant = $"Give {"5"}.";
        Assert.Equal(["Give at least {0:N1} of {1} {{things}}.", "Write {time}.", "Write {time}.", "Give {0}."],
            new[] { filled.Key, plain.Key, literal.Key, constant.Key });
        Assert.Equal("Give at least 1,234.5 of 5 {things}.", Words.Say(filled));
        Assert.Equal("Write {time}.", literal.ToString());
    }

    [Theory]
    [InlineData("eo", "El 7 aferoj donu almenaŭ 1,234.5.")]
    [InlineData("eo-XX", "El 7 aferoj donu almenaŭ 1,234.5.")]
    [InlineData("de-CH, eo;q=0.5", "El 7 aferoj donu almenaŭ 1,234.5.")]
    [InlineData("de-CH", "Give at least 1,234.5 of 7 things.")]
    [InlineData("", "Give at least 1,234.5 of 7 things.")]
    public async Task A_request_is_answered_in_its_language_and_numbers_stay_as_the_server_writes_them(string asked, string answer)
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLanguages();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseLanguages();
        app.MapGet("/", () => Words.Say($"Give at least {1234.5:N1} of {7} things."));
        await app.StartAsync(ct);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(answer, await Get(client, "/", asked, ct));
    }

    [Fact]
    public async Task Pages_and_refusals_of_the_whole_house_speak_the_language_of_the_request()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.Start(ct);
        using var client = Over(host.App.Services.GetRequiredService<DataFolder>().Socket);

        Assert.Contains("<h1>Ensaluti</h1>", await Get(client, "/sign-in", "eo", ct), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"eo\"", await Get(client, "/sign-in", "eo", ct), StringComparison.Ordinal);
        Assert.Contains("<h1>Sign in</h1>", await Get(client, "/sign-in", "en-GB", ct), StringComparison.Ordinal);
        Assert.Contains("Tia vojo ne ekzistas.", await Get(client, "/api/nothing", "eo", ct), StringComparison.Ordinal);
        Assert.Contains("There is no such route.", await Get(client, "/api/nothing", "", ct), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_translated_yet_stays_English()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("eo");
        try
        {
            Assert.Equal(("Ensaluti", "Not translated yet", "Not in the file"),
                (Words.Say("Sign in"), Words.Say("Not translated yet"), Words.Say("Not in the file")));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static async Task<string> Get(HttpClient client, string address, string languages, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (languages.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Language", languages);
        using var answer = await client.SendAsync(request, ct);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(ct));
    }

    private static HttpClient Over(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, ct) =>
        {
            var open = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await open.ConnectAsync(new UnixDomainSocketEndPoint(socket), ct);
            return new NetworkStream(open, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost/") };
}
