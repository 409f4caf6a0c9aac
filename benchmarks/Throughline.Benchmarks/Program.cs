using System.CommandLine;
using Throughline.Benchmarks.Mail.Net;

var root = new RootCommand("Measurements and long runs that are no part of the tests.");
root.Add(FuzzMailTransportCommand.Create());
root.Add(MeasureMailTransportCommand.Create());
return await root.Parse(args).InvokeAsync();
