namespace Throughline.Contracts;

/// <summary>What a program sends here may be null, or hold null, though the type says otherwise: the feature says itself, with a code and the
/// field, what is wrong. Elsewhere the border refuses it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class NullIsToldAttribute : Attribute;
