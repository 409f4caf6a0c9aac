using Microsoft.EntityFrameworkCore;
using Throughline.Feedback.Answers;
using Throughline.Feedback.Surveys;
using Throughline.Platform.Storage;

namespace Throughline.Feedback;

public static class FeedbackSets
{
    extension(ThroughlineDb db)
    {
        public DbSet<Survey> Surveys => db.Set<Survey>();
        public DbSet<Answer> Answers => db.Set<Answer>();
    }
}
