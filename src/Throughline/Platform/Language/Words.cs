using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Throughline.Platform.Language;

/// <summary>
/// Every sentence that a person reads. Its English text is its key; a language is one file, <c>words/sv.json</c> beside the program.
/// Pages say <c>@T["There are {0}.", count]</c>; whoever has no page says <c>Words.Say($"There are {count}.")</c>, or hands
/// <c>$"There are {count}."</c> to what takes a <see cref="Sentence"/>. What is told once for all, such as a menu's title, is kept
/// in English, is marked <see cref="SaidAttribute">[Said]</see>, and is put into the reader's words where it is shown.
/// </summary>
public sealed class Words : IStringLocalizer<Words>
{
    public LocalizedString this[string name] => new(name, Languages.Find(name));

    public LocalizedString this[string name, params object[] arguments] => new(name, Fill(Languages.Find(name), arguments));

    /// <summary>The sentence in the language of whoever is being answered.</summary>
    public static string Say(Sentence sentence) => Fill(Languages.Find(sentence.Key), sentence.Values);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Languages.All(includeParentCultures).Select(pair => new LocalizedString(pair.Key, pair.Value));

    private static string Fill(string sentence, object[] values) => values.Length == 0 ? sentence : string.Format(CultureInfo.CurrentCulture, sentence, values);
}
