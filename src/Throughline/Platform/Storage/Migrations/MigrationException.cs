namespace Throughline.Platform.Storage.Migrations;

/// <summary>The database and the migrations of this version do not fit; the message says which file and what to do.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
