using System.CommandLine;

namespace Throughline.Benchmarks.Explorers;

/// <summary><c>explorers</c>: how long somebody waits in Chromium for the answer after an edit, page by page.</summary>
internal static class ExplorersCommand
{
    public static Command Create()
    {
        var address = new Option<string>("--url")
        { Description = "A running server with something to ask about, such as the demo", DefaultValueFactory = _ => "http://localhost:5080"
        };
        var mail = new Option<string>("--mail") { Description = "Who signs in", DefaultValueFactory = _ => "analyst@harbourandpine.example" };
        var password = new Option<string>("--password") { Description = "Their password", DefaultValueFactory = _ => "harbour-and-pine" };
        var rounds = new Option<int>("--rounds") { Description = "Edits on each page", DefaultValueFactory = _ => 21 };
        var command = new Command("explorers", "Measures the explorers in a browser, from an edit to the answer on the screen")
        { address, mail, password, rounds
        };
        command.SetAction(parsed => AnswerTimes.Print(parsed.GetValue(address)!, parsed.GetValue(mail)!, parsed.GetValue(password)!, parsed.GetValue(rounds)));
        return command;
    }
}
