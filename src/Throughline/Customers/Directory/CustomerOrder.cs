namespace Throughline.Customers.Directory;

/// <summary>By what customers are listed; the tables have each in order.</summary>
public enum CustomerOrder { LastSeen, FirstSeen, Name }
