namespace Throughline.Statistics.Recommending;

/// <summary>One item in one basket: who bought it, what it was, and on which day. Customers and items count from 0; days count from any fixed day.</summary>
public readonly record struct Purchase(int Customer, int Item, int Day);
