using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;
using Throughline.Platform.Storage.Migrations;

namespace Throughline.Tests.Platform.Storage;

public sealed class DriftTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrated_schema_is_the_schema_of_the_model()
    {
        await using var database = await TestDatabase.Create(Ct);
        await using var context = database.Context();
        await using var migrated = await SqliteSettings.Open(database.Folder.Database, Ct);
        await using var fresh = new SqliteConnection("Data Source=:memory:");
        await fresh.OpenAsync(Ct);
        await using var create = fresh.CreateCommand();
        create.CommandText = context.Database.GenerateCreateScript();
        await create.ExecuteNonQueryAsync(Ct);

        var model = SchemaShape.Of(fresh, SchemaShape.Tables(fresh)).ToHashSet();
        var files = SchemaShape.Of(migrated, SchemaShape.Tables(migrated).Where(IsInTheModel)).ToHashSet();

        Assert.NotEmpty(model);
        Assert.True(model.SetEquals(files), $"""
            The model and the migrations differ.
            Only in the model:
              {string.Join("\n  ", model.Except(files).Order())}
            Only in the migrations:
              {string.Join("\n  ", files.Except(model).Order())}
            The whole script of the model:
            {create.CommandText}
            """);
    }

    [Fact]
    public void A_difference_in_type_nullability_key_index_or_reference_is_seen()
    {
        string[] variants =
        [
            "create table t (id integer not null primary key, a text, b text references u(id))",
            "create table t (id integer not null primary key, a integer, b text references u(id))",
            "create table t (id integer not null primary key, a text not null, b text references u(id))",
            "create table t (id integer not null, a text, b text references u(id), primary key (id, a))",
            "create table t (id integer not null primary key, a text, b text)",
            "create table t (id integer not null primary key, a text, b text references u(id) on delete cascade)",
            "create table t (id integer not null primary key, a text unique, b text references u(id))",
            "create table t (id integer not null primary key, a text, b text references u(id)); create index i on t (a)",
            "create table t (id integer not null primary key, a text, b text references u(id)); create index i on t (a, b)",
            "create table t (id integer not null primary key, a text, b text references u(id)); create index i on t (a) where b is null",
        ];
        var shapes = variants.Select(sql =>
        {
            using var db = new SqliteConnection("Data Source=:memory:");
            db.Open();
            using var command = db.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
            return string.Join('\n', SchemaShape.Of(db, ["t"]).Order());
        });

        Assert.Equal(variants.Length, shapes.Distinct().Count());
    }

    [Fact]
    public async Task Every_table_begins_with_the_name_of_its_room()
    {
        await using var database = await TestDatabase.Create(Ct);
        await using var context = database.Context();

        var strangers = context.Model.GetEntityTypes()
            .Where(type => type.GetTableName() is { } table && !RoomsOf(type.ClrType).Any(room => table.StartsWith(room + "_", StringComparison.Ordinal)))
            .Select(type => $"{type.ClrType.FullName} is in the table {type.GetTableName()}");

        Assert.Empty(strangers);
    }

    private static bool IsInTheModel(string table) =>
        table != "platform_migrations"
        && !Migration.Embedded("sqlite").SelectMany(m => m.HandMadeTables).Any(made => table == made || table.StartsWith(made + "_", StringComparison.Ordinal));

    // Throughline.Feedback.Surveys.Survey → feedback; Throughline.Platform.Security.… → platform or security; ASP.NET Core Identity's own types are security's.
    private static IEnumerable<string> RoomsOf(Type type) => type.Namespace!.Split('.') switch
    {
        // What the border needs of colleagues and what people set there were one folder once; the names of tables stay.
        ["Throughline", "Platform", "Colleagues"] => ["security"],
        ["Throughline", "Platform", "OurCompany"] => ["platform", "security"],
        ["Throughline", "Settings", "Retention"] => ["retention", "settings"],
        ["Throughline", "Settings", ..] => ["security", "settings"],
        ["Throughline", "Platform", var part, ..] => ["platform", SnakeCaseNames.Of(part)],
        ["Throughline", var room, ..] => [SnakeCaseNames.Of(room)],
        _ => ["security"],
    };
}
