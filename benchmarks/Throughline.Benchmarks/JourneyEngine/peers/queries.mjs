// The questions in the SQL that each engine runs best. Table ev(customer, ts, type, channel, stage, value, browser,
// plan), sorted by (customer, ts). Week 0 begins on Monday 2025-01-06, second 1736121600. f1 to f5 look at one browser.
const filtered = { f2: 'q2', f3: 'q3', f4: 'q4' };

export const clickhouse = {
  q1: `
select sum(l>=1), sum(l>=2), sum(l=3), arraySort(groupArrayIf(ttc, l=3))[intDiv(sum(l=3)+1,2)] from (
 select l, arrayFirst((d,s)-> s>0 and d<=1209600, arrayMap((c,s)->toUInt32(c-s), cs, cst), cst) ttc from (
  select l, cs, bs, bst, arrayMap(c -> arrayReduce('max', arrayMap((b,s)-> if(b<c and s>0 and b-s<=1209600, s, toUInt32(0)), bs, bst)), cs) cst from (
   select l, cs, bs, aa, arrayMap(b -> arrayReduce('max', arrayMap(a -> if(a<b, a, toUInt32(0)), aa)), bs) bst from (
    select customer, windowFunnel(1209600)(ts, type=2, type=6, type=11) l,
     if(l=3, arraySort(groupArrayIf(toUInt32(ts), type=2)), emptyArrayUInt32()) aa,
     if(l=3, arraySort(groupArrayIf(toUInt32(ts), type=6)), emptyArrayUInt32()) bs,
     if(l=3, arraySort(groupArrayIf(toUInt32(ts), type=11)), emptyArrayUInt32()) cs
    from ev prewhere type in (2,6,11) group by customer)) where not ignore(aa, bs)) where not ignore(bs, bst))`,
  q2: `
select w0, k, count() from (
 select w0, arrayJoin(range(12)) k, m from (
  select customer, toUInt32(intDiv(toUInt32(min(ts))-1736121600,604800)) w0,
   groupBitOr(bitShiftLeft(toUInt32(1), toUInt32(intDiv(toUInt32(ts)-1736121600,604800)))) m
  from ev /*where*/ group by customer))
where bitAnd(bitShiftRight(m, w0+k),1)=1 group by w0,k order by w0,k`,
  q3: `
select intDiv(x,64) f, x%64 t, count() c from (
 select arrayJoin(arrayMap((a,b)->toUInt16(a*64+b), arrayPopBack(tt), arrayPopFront(tt))) x from (
  select arraySort((y,z)->z, groupArray(type), groupArray(ts)) tt from ev /*where*/ group by customer))
group by x order by c desc, f, t limit 50`,
  q4: `
select intDiv(key,16) f, key%16 t, count(), sum(gap) from (
 select key, gap from (
  select arrayMap((a,b)->toUInt8(a*16+b), arrayPopBack(cc), arrayPopFront(cc)) ks,
   arrayMap((a,b)->toUInt32(b-a), arrayPopBack(tt), arrayPopFront(tt)) gs from (
   select arraySort((y,z)->z, groupArray(channel), groupArray(ts)) cc, arraySort(groupArray(toUInt32(ts))) tt from ev /*where*/ group by customer))
 array join ks as key, gs as gap where gap<=604800)
group by key order by key`,
  q5: `
select intDiv(toUInt32(ts)-1736121600,86400) d, type, channel, uniqExact(customer) from ev group by d,type,channel order by d,type,channel`,
  f1: `
select pl, sum(l>=1), sum(l>=2), sum(l=3) from (
 select customer, windowFunnel(1209600)(ts, type=2, type=6, type=11) l, argMin(plan, ts) pl
 from ev prewhere type in (2,6,11) where browser=1 group by customer)
where l>0 group by pl order by pl`,
  f5: `
select intDiv(toUInt32(ts)-1736121600,86400) d, plan, channel, uniqExact(customer) from ev where browser=1 group by d,plan,channel order by d,plan,channel`,
};

export const duckdb = {
  q1: `
with s as (select customer, ts, type, max(case when type=2 then ts end) over (partition by customer order by ts rows unbounded preceding) a
  from ev where type in (2,6,11)),
s2 as (select customer, ts, type, a, max(case when type=6 and ts-a<=1209600 then a end)
  over (partition by customer order by ts rows unbounded preceding) b from s),
r as (select customer, max(case when type=2 then 1 else 0 end) h1, max(case when type=6 and ts-a<=1209600 then 1 else 0 end) h2,
 min(case when type=11 and ts-b<=1209600 then ts::bigint*4294967296+(ts-b) end) m from s2 group by customer)
select sum(h1), sum(h2), count(m), quantile_disc(m & 4294967295, 0.5) from r`,
  q2: `
with c as (select customer, (min(ts)-1736121600)//604800 w0, bit_or((1::bigint << ((ts-1736121600)//604800)::int)) m from ev /*where*/ group by customer)
select w0, k, count(*) from c, range(12) t(k) where (m >> (w0+k)::int) & 1 = 1 group by w0,k order by w0,k`,
  q3: `
select f, type, count(*) c from (select type, lag(type) over (partition by customer order by ts) f from ev /*where*/) x
where f is not null group by f, type order by c desc, f, type limit 50`,
  q4: `
select f, channel, count(*), sum(gap)::bigint from (select channel, lag(channel) over w f, ts - lag(ts) over w gap from ev /*where*/
  window w as (partition by customer order by ts)) x
where f is not null and gap<=604800 group by f, channel order by f, channel`,
  q5: `
select (ts-1736121600)//86400 d, type, channel, count(distinct customer) from ev group by 1,2,3 order by 1,2,3`,
  f1: `
with s as (select customer, ts, type, plan, max(case when type=2 then ts end)
  over (partition by customer order by ts rows unbounded preceding) a from ev where browser=1 and type in (2,6,11)),
s2 as (select customer, ts, type, plan, a, max(case when type=6 and ts-a<=1209600 then a end)
  over (partition by customer order by ts rows unbounded preceding) b from s),
r as (select customer, max(case when type=2 then 1 else 0 end) h1, max(case when type=6 and ts-a<=1209600 then 1 else 0 end) h2,
 max(case when type=11 and ts-b<=1209600 then 1 else 0 end) h3, arg_min(plan, ts) pl from s2 group by customer)
select pl, sum(h1), sum(h2), sum(h3) from r where h1=1 group by pl order by pl`,
  f5: `
select (ts-1736121600)//86400 d, plan, channel, count(distinct customer) from ev where browser=1 group by 1,2,3 order by 1,2,3`,
};

for (const engine of [clickhouse, duckdb])
  for (const [name, plain] of Object.entries(filtered)) engine[name] = engine[plain].replace('/*where*/', 'where browser=1');
