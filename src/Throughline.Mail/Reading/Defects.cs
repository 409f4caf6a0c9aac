namespace Throughline.Mail.Reading;

/// <summary>Collects what is wrong with a message, once each and never without end.</summary>
internal sealed class Defects
{
    private const int Most = 32;
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    public void Add(string defect)
    {
        if (found.Count < Most && !found.Contains(defect)) found.Add(defect);
    }
}
