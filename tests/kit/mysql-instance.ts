import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

export interface MysqlInstance {
  /** `mysql://root@127.0.0.1:PORT`; append `/database` to name one. */
  url: string;
  /** Ends the server and removes its folder; both are gone when it returns. */
  stop(): Promise<void>;
}

/** Starts a private MariaDB or MySQL server for throw-away data. Throws with the server's own words when it does not come up. */
export async function startMysqlInstance(): Promise<MysqlInstance> {
  const server = findMysqlServer();
  if (!server) throw new Error('There is no mysqld or mariadbd on this machine.');
  const [initialiser, ...initialiserOptions] = findInitialiser(server);
  const port = await freePort();
  const account = serverAccount();
  const folder = mkdtempSync(join(tmpdir(), 'perennial-mysql-'));
  // The server looks up its user by host: with name resolution off, a root at 'localhost' would not match 127.0.0.1.
  const root = "'root'@'127.0.0.1'";
  const initFile = join(folder, 'init.sql');
  writeFileSync(initFile, `CREATE USER IF NOT EXISTS ${root};\nGRANT ALL ON *.* TO ${root} WITH GRANT OPTION;\n`);
  if (account) for (const path of [folder, initFile]) chownSync(path, account.uid, account.gid);
  const common = ['--no-defaults', ...(account ? [`--user=${account.name}`] : []), `--datadir=${folder}/data`];
  const initialise = [initialiser, ...common, ...initialiserOptions];
  const guard = startGuard(folder, initialise, [server, ...common, ...serverOptions(folder, port)]);
  const url = `mysql://root@127.0.0.1:${port}`;
  try {
    await untilReady(guard, url);
  } catch (error) {
    await stopGuard(guard);
    throw error;
  }
  return { url, stop: () => stopGuard(guard) };
}

/** The path of mariadbd or mysqld, or undefined. Servers are often installed where an ordinary user's PATH does not look. */
export function findMysqlServer(): string | undefined {
  return findProgram(['mariadbd', 'mysqld'], [...pathFolders(), '/usr/sbin', '/usr/local/sbin', '/usr/libexec']);
}

/** Whether installMysqlServer can work here: it needs root and Debian's apt-get. */
export function canInstallMysqlServer(): boolean {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** Installs Debian's mariadb-server without starting the packaged service. Throws with apt's last words when that fails. */
export function installMysqlServer(): void {
  console.log('No mysqld or mariadbd on this machine: installing mariadb-server with apt-get (its service is not started).');
  withoutServiceStart(() => {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'mariadb-server']);
  });
}

type Guard = ChildProcessByStdio<Writable, Readable, null> & { output: string };

/**
 * The server is the child of a shell that reads a pipe from us. When we close it, or die in any way (SIGKILL included),
 * the read returns and the shell ends the server and removes the folder. No exit handler could promise that.
 */
function startGuard(folder: string, initialise: string[], serve: string[]): Guard {
  const script = `
    trap : HUP INT TERM
    (${shellWords(initialise)} && exec ${shellWords(serve)}) 2>&1 &
    exec >/dev/null 2>&1
    read -r _
    trap '' HUP INT TERM
    kill -TERM 0; kill -KILL $!; wait $!
    cd /; rm -rf ${shellWords([folder])} || { sleep 1; rm -rf ${shellWords([folder])}; }`;
  // A group of its own: Ctrl-C in the terminal must not reach the server while tests still run, and `kill -TERM 0` ends
  // what the first command left behind. Throw-away data needs no orderly shutdown, hence the KILL.
  // A folder for temporary files of its own: a server that starts sweeps away what others keep in a shared one.
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn('sh', ['-c', script], { cwd: folder, env, detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const guard = Object.assign(child, { output: '' });
  guard.stdout.setEncoding('utf8').on('data', (text: string) => (guard.output = (guard.output + text).slice(-4000)));
  // A program that forgets to stop its server may still end.
  guard.unref();
  for (const pipe of [guard.stdin, guard.stdout]) (pipe as unknown as Socket).unref();
  return guard;
}

async function stopGuard(guard: Guard): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  guard.ref();
  const ended = new Promise((done) => guard.once('exit', done));
  guard.stdin.end();
  await ended;
}

/** The server holds the only other end of the guard's stdout: when that ends, the server has ended. */
async function untilReady(guard: Guard, url: string): Promise<void> {
  const patienceMs = 60_000; // it takes 1 s; a busy machine may need a multiple
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const refused = await tryConnect(url);
    if (!refused) return;
    if (guard.stdout.readableEnded) throw new Error(`The MySQL server ended while starting:\n${guard.output}`);
    if (performance.now() > deadline) throw new Error(`The MySQL server did not answer (${refused}):\n${guard.output}`);
    await sleep(50);
  }
}

async function tryConnect(url: string): Promise<string | undefined> {
  try {
    const connection = await createConnection(url);
    await connection.end();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function serverOptions(folder: string, port: number): string[] {
  return [
    `--socket=${folder}/socket`, `--pid-file=${folder}/pid`, `--init-file=${folder}/init.sql`,
    `--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve',
    '--character-set-server=utf8mb4', '--collation-server=utf8mb4_bin', '--max-connections=200',
    // Losing the data in a crash is fine here, waiting for the disk is not.
    '--innodb-flush-log-at-trx-commit=0', '--sync-binlog=0', '--skip-log-bin', '--innodb-doublewrite=0',
    '--innodb-buffer-pool-size=256M',
    // "loose": an option that one of the two servers does not know is no error. MySQL's X protocol would take a fixed port.
    '--loose-innodb-log-file-size=16M', '--loose-innodb-redo-log-capacity=32M', '--loose-mysqlx=OFF',
  ];
}

/** The program that makes a data folder whose root needs no password, and the options that are its own. */
function findInitialiser(server: string): [program: string, ...options: string[]] {
  // The name does not tell the two servers apart: MariaDB's packages have a mysqld too.
  const version = spawnSync(server, ['--no-defaults', '--version'], { encoding: 'utf8' }).stdout ?? '';
  if (!/mariadb/i.test(version)) return [server, '--initialize-insecure'];
  const prefix = resolve(dirname(server), '..');
  const folders = [join(prefix, 'bin'), join(prefix, 'scripts'), ...pathFolders(), '/usr/bin'];
  const program = findProgram(['mariadb-install-db', 'mysql_install_db'], folders);
  if (!program) throw new Error(`${server} is here, but mariadb-install-db, which makes its data folder, is not.`);
  return [program, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
}

/** As root the server wants to be told whom to run as; an ordinary user can only run it as itself. */
function serverAccount(): { name: string; uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'mysql'], { encoding: 'utf8' }).stdout?.trim());
  return uid && gid ? { name: 'mysql', uid: Number(uid), gid: Number(gid) } : { name: 'root', uid: 0, gid: 0 };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

function findProgram(names: string[], folders: string[]): string | undefined {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Debian asks this script before a package starts its service; 101 is "no". Whatever was there before is put back. */
function withoutServiceStart(install: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  const kept = `${policy}.kept`;
  if (existsSync(policy) && !existsSync(kept)) renameSync(policy, kept);
  writeFileSync(policy, '#!/bin/sh\nexit 101\n');
  chmodSync(policy, 0o755);
  try {
    install();
  } finally {
    rmSync(policy, { force: true });
    if (existsSync(kept)) renameSync(kept, policy);
  }
}

function run(command: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${`${stdout}${stderr}`.slice(-4000)}`);
}

function shellWords(words: string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
