using System.CommandLine;
using Throughline.Benchmarks.Mail;

var root = new RootCommand("Measurements and long runs that are no part of the tests.");
root.Add(FuzzMailCommand.Create());
root.Add(ReadMailCommand.Create());
return await root.Parse(args).InvokeAsync();
