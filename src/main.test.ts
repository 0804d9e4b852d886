import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../tests/kit/client';
import { CommandLine } from '../tests/kit/command-line';
import { environmentFor } from '../tests/kit/environment';
import { listen } from '../tests/kit/listener';
import { MailServer } from '../tests/kit/mail-server';
import { RealProcess } from '../tests/kit/real-process';
import { createTestDatabase, type TestDatabase } from '../tests/kit/test-database';
import { holdUsers } from '../tests/kit/write-lock';

// Processes of their own take seconds to start on a busy machine.
jest.setTimeout(90_000);

let place: TestDatabase;
let environment: NodeJS.ProcessEnv;
let apiKey: string;
beforeAll(async () => {
  place = await createTestDatabase();
  environment = environmentFor(place);
  const cli = new CommandLine(environment);
  apiKey = (await cli.json('keys', 'create', '--tenant', await cli.tenant(), '--kind', 'publishable')).key as string;
});
afterEach(() => RealProcess.endAll());
afterAll(() => place.remove());

const REGISTER = `mutation Register($input: UserRegisterInput!) { userRegister(input: $input) { user { email } userErrors { code } } }`;

function register(url: string, email: string) {
  return post(url, REGISTER, { input: { email, password: 'correct horse battery', name: 'Ada' } }, { apiKey });
}

/** 'refused' once nobody listens there any more. */
async function readiness(url: string): Promise<string> {
  const response = await fetch(new URL('/health/ready', url)).catch(() => null);
  return response ? `${response.status} ${((await response.json()) as { status: string }).status}` : 'refused';
}

async function untilRefused(url: string): Promise<void> {
  while ((await readiness(url)) !== 'refused') await sleep(20);
}

test('after SIGTERM readiness says so while requests are still answered; then the listener closes, and the exit code is 0', async () => {
  const server = await RealProcess.serve({ ...environment, DRAIN_SECONDS: '1' });
  expect(await readiness(server.url)).toBe('200 ok');
  server.signal('SIGTERM');
  await server.says(/"signal":"SIGTERM"/);
  expect(await readiness(server.url)).toBe('503 stopping');
  expect((await post(server.url, '{ viewer { id } }', {}, { apiKey })).data).toEqual({ viewer: null });
  expect(await readiness(server.url)).toBe('503 stopping');
  expect(await server.ended).toBe(0);
  expect(await readiness(server.url)).toBe('refused');
});

test('sockets close with 1001, so that clients go on elsewhere', async () => {
  const server = await RealProcess.serve(environment);
  const events = await listen(server.url.replace('http', 'ws'), 'subscription { events { id } }', {}, { apiKey });
  server.signal('SIGINT');
  await events.until(() => events.closed !== null);
  expect(events.closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(await server.ended).toBe(0);
});

test('a job under way is finished: what the mail server took is recorded', async () => {
  const mailServer = await MailServer.open();
  const server = await RealProcess.serve({ ...environment, SMTP_URL: mailServer.url });
  const takeIt = mailServer.hold();
  const { email } = ((await register(server.url, 'job@example.com')).data!.userRegister as { user: { email: string } }).user;
  while (mailServer.received === 0) await sleep(20);
  server.signal('SIGTERM');
  await untilRefused(server.url);
  takeIt();
  expect(await server.ended).toBe(0);
  expect(mailServer.taken.map(({ to }) => to)).toEqual([[email]]);
  const next = await RealProcess.serve({ ...environment, SMTP_URL: mailServer.url });
  await sleep(600);
  next.signal('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(mailServer.received).toBe(1);
  await mailServer.close();
});

test('a slow request under way is answered after the listener has closed', async () => {
  const server = await RealProcess.serve(environment);
  const users = await holdUsers(place.url);
  const answer = register(server.url, 'slow@example.com');
  await sleep(300);
  server.signal('SIGTERM');
  await untilRefused(server.url);
  await users.release();
  expect((await answer).data).toEqual({ userRegister: { user: { email: 'slow@example.com' }, userErrors: [] } });
  expect(await server.ended).toBe(0);
});

test('a request that does not end is given up after SHUTDOWN_SECONDS', async () => {
  const server = await RealProcess.serve({ ...environment, SHUTDOWN_SECONDS: '1' });
  const users = await holdUsers(place.url);
  const answer = register(server.url, 'endless@example.com').catch(() => 'cut off');
  await sleep(300);
  server.signal('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(await answer).toBe('cut off');
  expect(server.out).toContain('gave up waiting for requests and jobs under way');
  await users.release();
});

test('a second signal does not wait, but for the same key press, passed on by npm', async () => {
  const server = await RealProcess.serve(environment);
  const users = await holdUsers(place.url);
  const answer = register(server.url, 'hasty@example.com').catch(() => 'cut off');
  await sleep(300);
  server.signal('SIGTERM');
  await server.says(/"signal":"SIGTERM"/);
  server.signal('SIGTERM');
  await sleep(700);
  server.signal('SIGTERM');
  // 128 + 15, as a shell says of a process that SIGTERM ended.
  expect(await server.ended).toBe(143);
  expect(await answer).toBe('cut off');
  await users.release();
});

test.each([['src/main.ts'], ['src/cli/perennial.ts', 'serve']])('a wrong variable stops the start of %s with a sentence', async (...words) => {
  const server = RealProcess.start(words, { ...environment, PORT: 'four thousand', PERENNIAL_ROLE: 'boss' });
  expect(await server.ended).toBe(1);
  expect(server.out).toBe('');
  expect(server.err.trim().split('\n')).toEqual([
    'PORT must be a whole number from 0 to 65535.',
    'PERENNIAL_ROLE must be one of api, worker, all.',
  ]);
});

test('--log-sql shows the statements without their values', async () => {
  const server = RealProcess.start(['src/cli/perennial.ts', 'serve', '--log-sql'], { ...environment, LOG_LEVEL: 'info' });
  const [, url] = await server.says(/"url":"([^"]+)"/);
  await register(url!, 'hidden@example.com');
  await server.says(/"sql":"[^"]*INSERT INTO `user`/);
  server.signal('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(server.out).not.toContain('hidden@example.com');
});

test('a port that is taken stops the start', async () => {
  const first = await RealProcess.serve(environment);
  const second = RealProcess.start(['src/cli/perennial.ts', 'serve'], { ...environment, PORT: new URL(first.url).port });
  expect(await second.ended).toBe(1);
  expect(second.err.trim()).toMatch(/^PORT \d+ is taken by another program; set another one\.$/);
  first.signal('SIGTERM');
  expect(await first.ended).toBe(0);
});
