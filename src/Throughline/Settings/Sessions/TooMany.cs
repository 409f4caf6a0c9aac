using System.Globalization;

namespace Throughline.Settings.Sessions;

/// <summary>How the pages of signing in say that somebody must wait.</summary>
internal static class TooMany
{
    internal static void Answer(HttpResponse response, int seconds, int status = StatusCodes.Status429TooManyRequests)
    {
        response.StatusCode = status;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    internal static string InWords(int seconds) => seconds <= 60
        ? Words.Say("Too many failed attempts. Try again in a minute.")
        : Words.Say($"Too many failed attempts. Try again in {(seconds + 59) / 60} minutes.");
}
