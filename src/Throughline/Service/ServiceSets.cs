using Microsoft.EntityFrameworkCore;
using Throughline.Platform.Storage;
using Throughline.Service.Conversations;

namespace Throughline.Service;

public static class ServiceSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();
    }
}
