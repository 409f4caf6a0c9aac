namespace Throughline.Platform.OurCompany;

/// <summary>The permissions of what the company says of itself. The settings say them in words.</summary>
public static class CompanyPermissions
{
    public const string Read = "company.read", Manage = "company.manage";
}
