namespace Throughline.Platform.Language;

/// <summary>
/// What is given here is a sentence kept in English, as its own key: a title in a menu, a word for a code. Whoever shows it says
/// <c>T[entry.Title]</c> or <c>Words.Say(entry.Title)</c>. The list of all sentences takes the literals given here from the source.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.ReturnValue)]
public sealed class SaidAttribute : Attribute;
