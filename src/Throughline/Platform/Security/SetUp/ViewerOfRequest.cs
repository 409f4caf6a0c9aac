using System.Security.Claims;
using Throughline.Platform.OurCompany;
using Throughline.Platform.Security.Access;
using Throughline.Platform.Time;
using Throughline.Platform.Ui;

namespace Throughline.Platform.Security.SetUp;

/// <summary>Says to the frame who looks at the page, from the cookie alone.</summary>
internal static class ViewerOfRequest
{
    internal static Viewer Make(IServiceProvider services)
    {
        var who = services.GetRequiredService<IHttpContextAccessor>().HttpContext?.User ?? new ClaimsPrincipal();
        var permissions = services.GetRequiredService<PermissionTable>();
        var company = services.GetRequiredService<CompanyCard>().Now;
        return new Viewer(
            who.FindFirstValue(UserClaims.Name) ?? "", company.Name, permission => permissions.Allows(who, permission),
            LocalCalendar.Find(who.FindFirstValue(UserClaims.TimeZone)), company.LogoUrl, who.UserId);
    }
}
