using System.Runtime.InteropServices;
using System.Text;
using Throughline.Contracts;
using Throughline.Data.Import.Storing;
using Throughline.Data.Import.Values;

namespace Throughline.Data.Import.Purchases;

/// <summary>An order, or what was given back of one, as it goes into the journal.</summary>
internal sealed record ReadyOrder(long At, int Rows, bool IsRefund, string MessageId, string Customer, string Channel, byte[] Body)
{
    public Interaction ToInteraction(RunContext run, CustomerColumn customers) => new()
    {
        Kind = InteractionKind.Track,
        Event = IsRefund ? "Order Refunded" : "Order Completed",
        MessageId = MessageId,
        Identities = [customers.Of(Customer)],
        Channel = Channel,
        Source = run.Source,
        HappenedAt = At,
        ReceivedAt = run.ReceivedAt,
        At = Math.Min(At, run.ReceivedAt),
        Body = Body,
    };

    public byte[] ToRecord()
    {
        var (id, customer, channel) = (Encoding.UTF8.GetBytes(MessageId), Encoding.UTF8.GetBytes(Customer), Encoding.UTF8.GetBytes(Channel));
        var record = new byte[19 + id.Length + customer.Length + channel.Length + Body.Length];
        MemoryMarshal.Write(record, At);
        MemoryMarshal.Write(record.AsSpan(8), Rows);
        record[12] = IsRefund ? (byte)1 : (byte)0;
        var at = 13;
        foreach (var text in (ReadOnlySpan<byte[]>)[id, customer, channel])
        {
            MemoryMarshal.Write(record.AsSpan(at), (ushort)text.Length);
            text.CopyTo(record, at + 2);
            at += 2 + text.Length;
        }
        Body.CopyTo(record, at);
        return record;
    }

    public static ReadyOrder Read(ReadOnlySpan<byte> record)
    {
        var rest = record[13..];
        return new ReadyOrder(
            MemoryMarshal.Read<long>(record), MemoryMarshal.Read<int>(record[8..]), record[12] == 1, Next(ref rest), Next(ref rest),
            Next(ref rest), rest.ToArray());
    }

    private static string Next(ref ReadOnlySpan<byte> rest)
    {
        var length = MemoryMarshal.Read<ushort>(rest);
        var text = Encoding.UTF8.GetString(rest.Slice(2, length));
        rest = rest[(2 + length)..];
        return text;
    }
}
