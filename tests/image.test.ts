import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { post } from './kit/client';
import { environmentOfService, filledIn, readComposeFile, readImage } from './kit/image';
import { freePorts } from './kit/repository-copy';
import { createTestDatabase, type TestDatabase } from './kit/test-database';

/** The image without a container: the same files, packages, environment and commands, in a folder of its own. */
const root = join(__dirname, '..');
const image = readImage();
const { services } = readComposeFile();

// It builds and starts three servers.
jest.setTimeout(120_000);

let place: string;
let database: TestDatabase;
let ports: { app: number; worker: number; gateway: number };
const running: ReturnType<typeof spawn>[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'perennial-image-'));
  database = await createTestDatabase();
  const [app, worker, gateway] = (await freePorts(3)) as [number, number, number];
  ports = { app, worker, gateway };
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.cjs', 'scripts/build.ts', '--out', join(place, 'dist')], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  linkPackagesOfProduction();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database.remove();
  rmSync(place, { recursive: true, force: true });
});

/** What `npm ci --omit=dev` installs, and nothing else. */
function linkPackagesOfProduction(): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: true }> };
  const names = Object.entries(packages).flatMap(([path, { dev }]) => /^node_modules\/(?!.*node_modules)(.+)$/.exec(path)?.slice(1).filter(() => !dev) ?? []);
  for (const name of names) {
    const from = join(root, 'node_modules', name);
    const to = join(place, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    if (existsSync(from)) symlinkSync(from, to);
  }
}

/** What a container of a service sees: names of other containers and of volumes lead to what stands for them here. */
function environmentOf(name: 'app' | 'worker' | 'gateway'): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    ...image.environment,
    ...environmentOfService(services[name]!),
    DATA_DIR: place,
    DATABASE_URL: database.url,
    PORT: String(ports[name]),
    SANDBOX_GATEWAY_URL: `http://127.0.0.1:${ports.gateway}`,
    GATEWAY_CALLBACK_URL: `http://127.0.0.1:${ports.app}`,
    // Nobody waits for a load balancer here.
    DRAIN_SECONDS: '0',
  };
}

function start(name: 'app' | 'worker' | 'gateway') {
  const command = (services[name]!.command ?? image.command).map((word) => filledIn(word).replace('/data', place).replace(/^4010$/, String(ports.gateway)));
  const [program, ...words] = [...image.entrypoint, ...command] as [string, ...string[]];
  const child = spawn(program, words, { cwd: place, env: environmentOf(name) });
  running.push(child);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
}

/** Waits as an orchestrator does, by the health check itself. */
async function whenHealthy(name: 'app' | 'worker' | 'gateway', { child, said }: ReturnType<typeof start>): Promise<void> {
  const [, ...own] = services[name]!.healthcheck?.test ?? [];
  const [program, ...words] = (own.length > 0 ? own : [...image.healthCheck]).map((word) => word.replace('127.0.0.1:4010', `127.0.0.1:${ports.gateway}`)) as [string, ...string[]];
  while (spawnSync(program, words, { env: environmentOf(name) }).status !== 0) {
    if (child.exitCode !== null) throw new Error(`${name} ended:\n${said.join('')}`);
    await sleep(200);
  }
}

/** The worker has put the app's event into the log, reacted to it and sent a mail. */
async function whenWelcomed(): Promise<void> {
  const isSent = async () => (await (await fetch(`http://127.0.0.1:${ports.worker}/metrics`)).text()).includes('perennial_job_runs_total{kind="notifications.send-mail",outcome="done"} 1');
  while (!(await isSent())) await sleep(100);
}

/** `docker compose exec app perennial ...` */
function perennial(...words: string[]): string {
  const [program, ...rest] = [...image.entrypoint, ...words] as [string, ...string[]];
  const { status, stdout, stderr } = spawnSync(program, rest, { cwd: place, env: environmentOf('app'), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

test('the services of docker-compose.yml run by the image\'s own commands, become healthy, serve a tenant, and end in order', async () => {
  const gateway = start('gateway');
  const app = start('app');
  const worker = start('worker');
  await Promise.all([whenHealthy('gateway', gateway), whenHealthy('app', app), whenHealthy('worker', worker)]);
  const [, words] = /# +docker compose exec app perennial (tenant create .*)/.exec(readFileSync(join(root, 'docker-compose.yml'), 'utf8'))!;
  const { tenantId } = JSON.parse(perennial(...words!.split(' '), '--json')) as { tenantId: string };
  const { key: apiKey } = JSON.parse(perennial('keys', 'create', '--tenant', tenantId, '--kind', 'publishable', '--json')) as { key: string };
  const register = 'mutation { userRegister(input: { email: "ada@example.com", password: "a long passphrase", name: "Ada" }) { user { name } userErrors { code } } }';
  const answer = await post(`http://127.0.0.1:${ports.app}/graphql`, register, {}, { apiKey });
  expect(answer.data).toEqual({ userRegister: { user: { name: 'Ada' }, userErrors: [] } });
  await whenWelcomed();
  expect(perennial('doctor')).toContain('No job is late.');
  for (const { child } of [app, worker, gateway]) child.kill('SIGTERM');
  expect(await Promise.all([app.ended, worker.ended, gateway.ended])).toEqual([0, 0, 0]);
});
