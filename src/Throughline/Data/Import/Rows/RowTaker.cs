using Throughline.Data.Import.Reading;

namespace Throughline.Data.Import.Rows;

/// <summary>Why a row is set aside.</summary>
internal sealed record RowProblem(string Code, string Message);

/// <summary>Makes interactions of rows; one class a format.</summary>
internal abstract class RowTaker : IDisposable
{
    /// <summary>Takes one row, or says why it cannot.</summary>
    public abstract RowProblem? Take(CsvReader row);

    /// <summary>All rows were taken.</summary>
    public virtual Task Finish(CancellationToken ct) => Task.CompletedTask;

    public abstract void Dispose();
}
