import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { startMysqlInstance } from './mysql-instance';

const root = join(__dirname, '..', '..');

test('a private server has our character set, locks rows, and is gone without a trace when it stops', async () => {
  const instance = await startMysqlInstance();
  const [first, second] = await Promise.all([createConnection(instance.url), createConnection(instance.url)]);
  const traces = await tracesOf(first);

  const settings = await rowsOf(first, 'SELECT @@collation_server AS sorting, @@max_connections AS places');
  expect(settings).toEqual([{ sorting: 'utf8mb4_bin', places: 200 }]);
  await first.query('CREATE DATABASE proof');
  await first.query('CREATE TABLE proof.job (id INT PRIMARY KEY, name VARCHAR(40)) ENGINE = InnoDB');
  await first.query("INSERT INTO proof.job VALUES (1, 'mahlzeit'), (2, 'Straße 🌱')");
  await first.query('START TRANSACTION');
  expect(await rowsOf(first, 'SELECT id FROM proof.job ORDER BY id LIMIT 1 FOR UPDATE')).toEqual([{ id: 1 }]);
  await second.query('START TRANSACTION');
  const unlocked = await rowsOf(second, 'SELECT id, name FROM proof.job ORDER BY id FOR UPDATE SKIP LOCKED');
  expect(unlocked).toEqual([{ id: 2, name: 'Straße 🌱' }]);

  first.destroy();
  second.destroy();
  expect(remains(traces)).toEqual({ folder: true, process: true });
  await instance.stop();
  expect(remains(traces)).toEqual({ folder: false, process: false });
  await instance.stop(); // a second stop finds nothing to do
});

test('two servers live side by side, and a database name can be appended to the url', async () => {
  const [one, other] = await Promise.all([startMysqlInstance(), startMysqlInstance()]);
  expect(one.url).not.toBe(other.url);
  const connection = await createConnection(`${one.url}/mysql`);
  expect(await rowsOf(connection, 'SELECT DATABASE() AS name')).toEqual([{ name: 'mysql' }]);
  connection.destroy();
  await Promise.all([one.stop(), other.stop()]);
});

test('a runner that is killed takes its server along', async () => {
  const program = `
    require('./tests/kit/mysql-instance.ts').startMysqlInstance().then((instance) => console.log(instance.url));
    setInterval(() => {}, 1e6);`;
  const args = ['-r', './scripts/run.cjs', '-e', program];
  const runner = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([once(runner.stdout, 'data'), once(runner, 'exit')])) as [Buffer];
  const connection = await createConnection(String(line).trim());
  const traces = await tracesOf(connection);
  connection.on('error', () => undefined); // the server is about to hang up
  expect(remains(traces)).toEqual({ folder: true, process: true });

  runner.kill('SIGKILL');
  for (let waitedMs = 0; waitedMs < 10_000 && remains(traces).folder; waitedMs += 50) await sleep(50);
  expect(remains(traces)).toEqual({ folder: false, process: false });
});

interface Traces {
  folder: string;
  pid: number;
}

async function tracesOf(connection: Connection): Promise<Traces> {
  const [row] = await rowsOf(connection, 'SELECT @@pid_file AS pidFile');
  const pidFile = row?.pidFile as string;
  return { folder: dirname(pidFile), pid: Number(readFileSync(pidFile, 'utf8')) };
}

function remains({ folder, pid }: Traces): { folder: boolean; process: boolean } {
  return { folder: existsSync(folder), process: isAlive(pid) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function rowsOf(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows.map((row) => ({ ...row }));
}
