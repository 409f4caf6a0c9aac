using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;

namespace Throughline.Platform.OurCompany;

public static class CompanySets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Company> Companies => db.Set<Company>();

        public DbSet<CompanyLogo> CompanyLogos => db.Set<CompanyLogo>();

        public DbSet<Department> Departments => db.Set<Department>();

        public DbSet<WorkCalendar> WorkCalendars => db.Set<WorkCalendar>();
    }
}
