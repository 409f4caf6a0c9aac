using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Throughline.Tests")]
[assembly: InternalsVisibleTo("Throughline.Benchmarks")]
