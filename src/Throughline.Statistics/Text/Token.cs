namespace Throughline.Statistics.Text;

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>Letters, digits and what joins them: "don't", "e-mail", "3rd". One ideograph is a word.</summary>
    Word,

    /// <summary>Digits with their separators: "1,299.00".</summary>
    Number,

    /// <summary>A web or mail address.</summary>
    Address,

    /// <summary>An emoji with all its joiners and modifiers, or an emoticon such as ":-)".</summary>
    Emoji,

    /// <summary>A run of one punctuation mark: "!!!".</summary>
    Mark,
}

/// <summary>A stretch of a text.</summary>
public readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}
