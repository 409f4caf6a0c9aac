using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Throughline.Platform.Storage;

/// <summary>Names every column in snake_case (<c>CreatedAt</c> → <c>created_at</c>), unless an entity's mapping says otherwise.</summary>
public sealed class SnakeCaseNames : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            if (!entity.IsMappedToJson()) NameColumns(entity);
            else if (entity.FindOwnership()?.PrincipalEntityType.IsMappedToJson() == false)
                entity.SetContainerColumnName(Of(entity.GetContainerColumnName()!));
        }
    }

    private static void NameColumns(IConventionTypeBase type)
    {
        foreach (var property in type.GetDeclaredProperties()) property.SetColumnName(Of(property.GetColumnName()));
        foreach (var part in type.GetDeclaredComplexProperties().Where(p => !p.ComplexType.IsMappedToJson())) NameColumns(part.ComplexType);
    }

    /// <summary><c>LockoutEnd</c> → <c>lockout_end</c>, <c>Promise_Text</c> → <c>promise_text</c>, <c>IPAddress</c> → <c>ip_address</c>.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (StartsWord(name, i)) text.Append('_');
            text.Append(char.ToLower(name[i], CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static bool StartsWord(string name, int i) =>
        i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
        && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
