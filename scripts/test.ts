/**
 * `npm test`: runs jest on both engines, with a private MySQL server that lives as long as the run.
 * `--engine sqlite|mysql` runs one of them, `--no-install` forbids installing a server; all else goes on to jest.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { canInstallMysqlServer, findMysqlServer, installMysqlServer, startMysqlInstance } from '../tests/kit/mysql-instance';
import type { MysqlInstance } from '../tests/kit/mysql-instance';

type Engine = 'sqlite' | 'mysql';
interface Wish {
  engines: Engine[];
  mayInstall: boolean;
  jestArgs: string[];
}

const root = join(__dirname, '..');
let jest: ChildProcess | undefined;

/** What the run ends with: jest's exit code, or 1 with a sentence that says why jest was not asked. */
async function runTests({ engines, mayInstall, jestArgs }: Wish): Promise<number> {
  const outsideUrl = process.env.TEST_MYSQL_URL;
  if (!engines.includes('mysql') || outsideUrl) return runJest(engines, jestArgs, {});
  if (!findMysqlServer() && mayInstall && canInstallMysqlServer()) tryInstall();
  if (!findMysqlServer()) return runWithoutMysql(engines, jestArgs);
  const instance = await startMysqlInstance();
  try {
    return await runJest(engines, jestArgs, environmentOf(instance));
  } finally {
    await instance.stop();
  }
}

/** Without a network apt fails, and the other engine's tests are still worth running: what is missing then decides. */
function tryInstall(): void {
  try {
    installMysqlServer();
  } catch (error) {
    console.error(messageOf(error));
  }
}

async function runWithoutMysql(engines: Engine[], jestArgs: string[]): Promise<number> {
  const others = engines.filter((engine) => engine !== 'mysql');
  const why = 'no mysqld or mariadbd here; install mariadb-server, or set TEST_MYSQL_URL=mysql://user:password@host:3306';
  // A run that was meant to prove both engines must not turn green on one.
  if (process.env.CI === 'true' || others.length === 0) {
    console.error(`Failed: the mysql engine cannot be tested: ${why}.`);
    return 1;
  }
  console.log(`Skipped: the mysql engine (${why}).`);
  return runJest(others, jestArgs, {});
}

function runJest(engines: Engine[], jestArgs: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const bin = join(root, 'node_modules', '.bin', 'jest');
  // --selectProjects takes every word that follows it, so it comes last.
  const args = [bin, ...jestArgs, '--selectProjects', 'pure', ...engines];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...sharing(jestArgs), ...environment } });
  jest = child;
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? exitCodeOf(signal ?? 'SIGKILL')));
  });
}

/** Who names files or tests wants these, each by itself; a whole run is shorter when files share what they load. */
function sharing(jestArgs: string[]): NodeJS.ProcessEnv {
  return jestArgs.length === 0 ? { TESTS_IN_SHARES: '1' } : {};
}

function environmentOf(instance: MysqlInstance): NodeJS.ProcessEnv {
  return { TEST_MYSQL_URL: instance.url, TEST_MYSQL_IS_PRIVATE: '1' };
}

/** Refuses an engine that does not exist by ending the program: a typing error must not test less than was meant. */
function readWish(args: string[]): Wish {
  const wish: Wish = { engines: ['sqlite', 'mysql'], mayInstall: true, jestArgs: [] };
  const rest = args.flatMap((arg) => (arg.startsWith('--engine=') ? ['--engine', arg.slice('--engine='.length)] : [arg]));
  while (rest.length > 0) {
    const arg = rest.shift() as string;
    if (arg === '--no-install') wish.mayInstall = false;
    else if (arg === '--engine') wish.engines = [readEngine(rest.shift())];
    else wish.jestArgs.push(arg);
  }
  return wish;
}

function readEngine(word: string | undefined): Engine {
  if (word === 'sqlite' || word === 'mysql') return word;
  console.error(`--engine takes sqlite or mysql, not ${word ?? 'nothing'}.`);
  process.exit(2);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // With jest running, its end ends us, server first. Before that nothing needs us: the server's guard sees us go.
  process.on(signal, () => (jest ? jest.kill(signal) : process.exit(exitCodeOf(signal))));
}

runTests(readWish(process.argv.slice(2))).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  },
);
