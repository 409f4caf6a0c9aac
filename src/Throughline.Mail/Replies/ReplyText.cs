namespace Throughline.Mail.Replies;

/// <summary>A reply taken apart. Nothing is lost: <see cref="Original"/> is the whole text.</summary>
/// <param name="New">What the writer added, without quotes and signature; the whole text when nothing else was found.</param>
/// <param name="Quoted">The quotes with the lines that introduce them; empty when there are none.</param>
/// <param name="Signature">The signature with its delimiter; empty when there is none.</param>
/// <param name="IsInterleaved">True when answers stand between the quotes, so that they make sense only beside the original.</param>
/// <param name="Original">The text before it was taken apart, with LF line ends.</param>
public sealed record ReplyText(string New, string Quoted, string Signature, bool IsInterleaved, string Original);
