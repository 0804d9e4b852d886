import { join } from 'node:path';
import { CommandLine } from '../../../tests/kit/command-line';
import { environmentFor, environmentOf } from '../../../tests/kit/environment';
import { createTestDatabase } from '../../../tests/kit/test-database';
import { World } from '../../../tests/kit/world';
import { serveSandboxGateway, type SandboxServer } from '../../capabilities/billing/gateways/sandbox-server';
import { addMs, clockAt, realClock } from '../../kernel/clock';
import { defineCapability } from '../../platform/capability';
import { checkClock } from '../doctor/check-database';
import { checkInvariants } from '../doctor/check-invariants';
import type { Finding } from '../doctor/finding';

const SECRET = 'a secret of the gateway';

let world: World;
let gateway: SandboxServer;
let cli: CommandLine;
beforeAll(async () => {
  world = await World.open();
  const environment = environmentOf(world);
  gateway = await serveSandboxGateway({ port: 0, file: join(environment.DATA_DIR!, 'gateway.ledger'), secret: SECRET });
  cli = new CommandLine({ ...environment, SANDBOX_GATEWAY_URL: gateway.url, SANDBOX_GATEWAY_SECRET: SECRET });
});
afterAll(async () => {
  await gateway.close();
  await world.close();
});

async function findings(environment: NodeJS.ProcessEnv = {}): Promise<{ exitCode: number; found: Finding[] }> {
  const { exitCode, out } = await new CommandLine({ ...cli.environment, ...environment }).run('doctor', '--json');
  return { exitCode, found: JSON.parse(out) as Finding[] };
}

/** The sentences of what is wrong. */
const wrongIn = ({ found }: { found: Finding[] }) => found.filter(({ verdict }) => verdict === 'WRONG').map(({ sentence }) => sentence);

test('a healthy deployment is described in sentences, and the exit code is 0', async () => {
  const { exitCode, out, err } = await cli.run('doctor');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  const lines = out.split('\n');
  expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
  expect(lines[1]).toMatch(world.program.database.engine === 'sqlite' ? /SQLite 3\.\d+/ : /(MariaDB|MySQL) \d+\.\d+/);
  expect(out).toContain(`The payment gateway answers at ${gateway.url}.`);
});

test('a wrong configuration ends the examination, with every wrong variable named', async () => {
  const examined = await findings({ PORT: '-1', NODE_ENV: 'staging' });
  expect(examined.exitCode).toBe(1);
  expect(wrongIn(examined)).toEqual(['PORT must be a whole number from 0 to 65535.', 'NODE_ENV must be one of development, test, production.']);
});

test('what production should not have is a warning', async () => {
  const { exitCode, found } = await findings({ NODE_ENV: 'production', MAILBOX: 'true' });
  const warnings = found.filter(({ verdict }) => verdict === 'WARNING').map(({ sentence }) => sentence.split(' ')[0]);
  expect({ exitCode, warnings }).toEqual({ exitCode: 0, warnings: ['SMTP_URL', 'MAILBOX=true', 'PAYMENT_GATEWAY'] });
});

test('a database that does not answer is named without its password', async () => {
  const examined = await findings({ DATABASE_URL: 'mysql://root:hush@127.0.0.1:1/x' });
  expect(examined.exitCode).toBe(1);
  expect(wrongIn(examined)).toEqual(['DATABASE_URL names mysql://root@127.0.0.1:1/x, which does not let us in: connect ECONNREFUSED 127.0.0.1:1.']);
  expect(JSON.stringify(examined)).not.toContain('hush');
});

test('an empty database has pending migrations, and stays empty', async () => {
  const place = await createTestDatabase();
  for (let times = 0; times < 2; times += 1) {
    const examined = await findings(environmentFor(place));
    expect(examined.exitCode).toBe(1);
    expect(wrongIn(examined)).toEqual([expect.stringMatching(/^\d+ migrations pending: run "perennial migrate"\.$/)]);
  }
  await place.remove();
});

test('a gateway that is away, or does not know us, and a mail server that is away, are found', async () => {
  expect(wrongIn(await findings({ SANDBOX_GATEWAY_URL: 'http://127.0.0.1:1' }))).toEqual([expect.stringContaining('does not answer')]);
  expect(wrongIn(await findings({ SANDBOX_GATEWAY_SECRET: 'another secret' }))).toEqual([expect.stringContaining('refuses SANDBOX_GATEWAY_SECRET')]);
  expect(wrongIn(await findings({ SMTP_URL: 'smtp://u:hush@127.0.0.1:1' }))).toEqual([
    expect.stringMatching(/^The mail server at 127\.0\.0\.1:1 does not take mails \(.*ECONNREFUSED.*\): mend SMTP_URL\.$/),
  ]);
});

test('another secret than the one that sealed the keys is found', async () => {
  expect(wrongIn(await findings({ PERENNIAL_SECRET: 'another secret which has 32 characters too' }))).toEqual([
    'PERENNIAL_SECRET is not the secret that the keys in this database were sealed with (when it is not set, the one in DATA_DIR is taken).',
  ]);
});

test('jobs that failed for good are wrong, and late ones are a warning', async () => {
  const shop = await world.tenant();
  const jobs = world.program.database.across('platform administration');
  const insert = (key: string, state: string, error: string | null) =>
    jobs.execute(
      `INSERT INTO job (tenant_id, kind, job_key, time, is_on_test_clock, state, due_at, retry_at, attempts, payload, error)
       VALUES (?, 'proof.fail', ?, 'REAL', 0, ?, '2020-01-01 00:00:00.000', '2020-01-01 00:00:00.000', 10, '{}', ?)`,
      [shop.tenantId, key, state, error],
    );
  await insert('a', 'PARKED', 'Error: no way\n  at proof.ts');
  await insert('b', 'READY', null);
  const { exitCode, found } = await findings();
  const shown = found.filter(({ verdict }) => verdict !== 'OK').map(({ sentence }) => sentence);
  expect({ exitCode, shown }).toEqual({
    exitCode: 1,
    shown: [
      '1 job proof.fail parked (Error: no way): mend the cause, then "perennial jobs retry".',
      '1 job due for more than 5 minutes: does a process with PERENNIAL_ROLE=worker or all run?',
    ],
  });
  await jobs.execute(`DELETE FROM job WHERE kind = 'proof.fail'`, []);
});

test('a broken invariant is named once, with what breaks it in all tenants', async () => {
  const { database } = world.program;
  const capability = defineCapability({
    name: 'proof',
    entities: [],
    resolvers: [],
    invariants: [
      { name: 'holds', description: 'Nothing is wrong with this.', violations: `SELECT id FROM tenant WHERE id = :tenant AND name = 'nobody'` },
      { name: 'no tenants', description: 'There are no tenants.', violations: `SELECT id FROM tenant WHERE id = :tenant AND name LIKE 'crowd %'` },
    ],
  });
  const first = await world.tenant({ name: 'crowd of one' });
  const sentence = (broken: string) => [{ verdict: 'WRONG', sentence: `Invariant no tenants is broken by ${broken}: There are no tenants.` }];
  expect(await checkInvariants(database, [capability])).toEqual(sentence(`${first.tenantId} of ${first.tenantId}`));
  const others = [await world.tenant({ name: 'crowd of two' }), await world.tenant({ name: 'crowd of three' }), await world.tenant({ name: 'crowd of four' })];
  const shown = [first, ...others].slice(0, 3).map(({ tenantId }) => `${tenantId} of ${tenantId}`);
  expect(await checkInvariants(database, [capability])).toEqual(sentence(`${shown.join(', ')} and 1 more`));
});

test.each([
  [0, 'OK', /0\.\d seconds apart/],
  [60_000, 'WRONG', /60\.\d seconds behind the database's|59\.\d seconds behind the database's/],
  [-60_000, 'WRONG', /60\.\d seconds ahead of the database's/],
])('a database clock that is %p ms ahead is %p', (aheadMs, verdict, sentence) => {
  const clock = clockAt(addMs(realClock.now(), aheadMs));
  expect(checkClock({ clock } as never)).toEqual({ verdict, sentence: expect.stringMatching(sentence) });
});
