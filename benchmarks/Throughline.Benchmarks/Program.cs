using Throughline.Benchmarks.Statistics;

return args is ["statistics", .. var rest] ? StatisticsSpeed.Run(rest) : 0;
