using Microsoft.AspNetCore.Http.Metadata;
using Throughline.Journeys.Questions;

namespace Throughline.Journeys.Named;

/// <summary>On a page whose form holds a question: keeps the body as it was sent, because a condition belongs to the event before it and a
/// parsed form has lost that order.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormInOrderAttribute : Attribute, IFormOptionsMetadata
{
    private const int Largest = 256 * 1024;

    public bool? BufferBody => true;
    public int? MemoryBufferThreshold => Largest;
    public long? BufferBodyLengthLimit => Largest;
    public int? ValueCountLimit => null;
    public int? KeyLengthLimit => null;
    public int? ValueLengthLimit => null;
    public int? MultipartBoundaryLengthLimit => null;
    public int? MultipartHeadersCountLimit => null;
    public int? MultipartHeadersLengthLimit => null;
    public long? MultipartBodyLengthLimit => null;

    /// <summary>The question in a form that was sent to a page with this mark.</summary>
    public static async Task<Question> Read(QuestionKind kind, HttpRequest request)
    {
        request.Body.Position = 0;
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        return QuestionReader.Read(kind, await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
    }
}
