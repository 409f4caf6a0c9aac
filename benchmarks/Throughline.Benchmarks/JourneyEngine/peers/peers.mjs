// Loads the events into each engine, then answers lines "engine query" on stdin with one line of JSON: the time in
// milliseconds as measured here, around the query alone, and the answer as text.
import { createInterface } from 'node:readline';
import { Session } from 'chdb';
import { DuckDBInstance } from '@duckdb/node-api';
import { clickhouse, duckdb } from './queries.mjs';

const [folder, threads] = process.argv.slice(2);
const csv = `${folder}/events.csv`;

const session = new Session(`${folder}/clickhouse`);
session.query(`set max_threads=${threads}`);
session.query('create database if not exists b engine=Atomic');
session.query(`create table b.ev
  (customer UInt32, ts UInt32, type UInt8, channel UInt8, stage UInt8, value Int32, browser UInt8, plan UInt8)
  engine=MergeTree order by (customer, ts)`);
session.query(`insert into b.ev select *
  from file('${csv}', 'CSV', 'customer UInt32, ts UInt32, type UInt8, channel UInt8, stage UInt8, value Int32, browser UInt8, plan UInt8')`);
session.query('optimize table b.ev final');

const instance = await DuckDBInstance.create(`${folder}/events.duckdb`, { threads: `${threads}` });
const connection = await instance.connect();
await connection.run(`create table ev as select *
  from read_csv('${csv}', header=false, columns={'customer':'uinteger','ts':'uinteger','type':'utinyint','channel':'utinyint',
    'stage':'utinyint','value':'integer','browser':'utinyint','plan':'utinyint'}) order by customer, ts`);
await connection.run('checkpoint');

const engines = {
  async clickhouse(name) {
    const sql = `${clickhouse[name].replaceAll(' ev ', ' b.ev ')} settings max_threads=${threads}`;
    const begin = performance.now();
    const text = session.query(sql, 'CSV');
    return { ms: performance.now() - begin, text: String(text) };
  },
  async duckdb(name) {
    const begin = performance.now();
    const reader = await connection.runAndReadAll(duckdb[name]);
    const ms = performance.now() - begin;
    return { ms, text: reader.getRows().map(row => row.join(',') + '\n').join('') };
  },
};

const version = String(session.query('select version()', 'TabSeparated')).trim();
const duck = (await connection.runAndReadAll('select version()')).getRows()[0][0];
const count = String(session.query('select count() from b.ev', 'TabSeparated')).trim();
console.log(JSON.stringify({ ready: `ClickHouse ${version}, DuckDB ${duck}, ${count} rows` }));
for await (const line of createInterface({ input: process.stdin })) {
  const [engine, name] = line.split(' ');
  console.log(JSON.stringify(await engines[engine](name)));
}
process.exit(0);
