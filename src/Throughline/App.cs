using Throughline.Platform.Cli;

return await CommandLine.Run(args);
