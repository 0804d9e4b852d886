import { CommandLine } from '../../../tests/kit/command-line';
import { World } from '../../../tests/kit/world';
import { post } from '../../../tests/kit/client';
import { environmentOf } from '../../../tests/kit/environment';

let world: World;
let cli: CommandLine;
beforeAll(async () => {
  world = await World.open();
  cli = new CommandLine(environmentOf(world));
});
afterAll(() => world.close());

const VIEWER = '{ viewer { email role } }';
const ask = (apiKey: string, query = VIEWER, accessToken?: string) => post(world.server.url, query, {}, { apiKey, accessToken });

async function tenantCount(): Promise<number> {
  return ((await cli.json('tenant', 'list')) as unknown[]).length;
}

describe('tenant create and tenant list', () => {
  test('a tenant gets an account, and another tenant can join it', async () => {
    const words = ['tenant', 'create', '--currency', 'EUR', '--time-zone', 'Europe/Berlin'];
    const live = await cli.json(...words, '--name', 'Rosen', '--mode', 'LIVE');
    const trial = await cli.json(...words, '--name', 'Rosen (test)', '--mode', 'TEST', '--account', live.accountId);
    expect(trial.accountId).toBe(live.accountId);
    const listed = ((await cli.json('tenant', 'list')) as { accountId: string }[]).filter(({ accountId }) => accountId === live.accountId);
    expect(listed).toEqual([
      { id: live.tenantId, accountId: live.accountId, name: 'Rosen', mode: 'LIVE', currency: 'EUR', timeZone: 'Europe/Berlin', createdAt: expect.any(String) },
      { id: trial.tenantId, accountId: live.accountId, name: 'Rosen (test)', mode: 'TEST', currency: 'EUR', timeZone: 'Europe/Berlin', createdAt: expect.any(String) },
    ]);
    const table = (await cli.do('tenant', 'list')).split('\n');
    expect(table[0]).toMatch(/^ID +NAME +MODE +CURRENCY +TIME ZONE +ACCOUNT +CREATED$/);
    expect(table.filter((line) => line.includes(live.accountId))).toHaveLength(2);
  });

  test.each([
    [{ '--currency': 'EURO' }, '"EURO" is not a currency of ISO 4217.'],
    [{ '--time-zone': 'Berlin' }, '"Berlin" is not an IANA time zone.'],
    [{ '--name': ' ' }, 'The name must not be empty.'],
    [{ '--account': 'acct_nobody' }, 'The account acct_nobody was not found.'],
  ])('%p is refused, and nothing is made', async (wrong, err) => {
    const before = await tenantCount();
    const options = { '--name': 'Rosen', '--mode': 'TEST', '--currency': 'EUR', '--time-zone': 'Europe/Berlin', ...wrong };
    expect(await cli.run('tenant', 'create', ...Object.entries(options).flat())).toEqual({ exitCode: 1, out: '', err });
    expect(await tenantCount()).toBe(before);
  });
});

describe('keys create, keys list and keys revoke', () => {
  test('a key opens the API of its tenant until it is revoked', async () => {
    const tenant = await cli.tenant();
    const made = await cli.json('keys', 'create', '--tenant', tenant, '--kind', 'secret', '--name', 'shop server', '--scopes', 'users.*, events.readAll');
    expect(made.key).toMatch(/^sk_test_[0-9a-f]{48}$/);
    expect(await ask(made.key)).toMatchObject({ status: 200, data: { viewer: null } });
    expect(await cli.json('keys', 'list', '--tenant', tenant)).toEqual([
      { id: made.id, kind: 'SECRET', name: 'shop server', ending: made.key.slice(-4), scopes: ['users.*', 'events.readAll'], createdAt: expect.any(String), revokedAt: null },
    ]);
    expect(await cli.do('keys', 'revoke', '--tenant', tenant, '--key', made.id)).toBe(`Revoked ${made.id}, which ends in ${made.key.slice(-4)}.`);
    expect((await ask(made.key)).status).toBe(401);
    expect((await cli.json('keys', 'list', '--tenant', tenant))[0].revokedAt).toEqual(expect.any(String));
  });

  test('for people a key is a line that can be copied, and is never shown again', async () => {
    const tenant = await cli.tenant();
    expect(await cli.do('keys', 'list', '--tenant', tenant)).toContain('no API keys yet');
    const [key, hint] = (await cli.do('keys', 'create', '--tenant', tenant, '--kind', 'publishable')).split('\n');
    expect(key).toMatch(/^pk_test_[0-9a-f]{48}$/);
    expect(hint).toContain('not shown again');
    expect(await cli.do('keys', 'list', '--tenant', tenant)).not.toContain(key);
  });

  test('what cannot be is refused, and no key is made', async () => {
    const [tenant, other] = [await cli.tenant(), await cli.tenant()];
    const made = await cli.json('keys', 'create', '--tenant', other, '--kind', 'secret');
    for (const words of [
      ['keys', 'create', '--tenant', 'ten_nobody', '--kind', 'secret'],
      ['keys', 'create', '--tenant', tenant, '--kind', 'publishable', '--scopes', '*'],
      ['keys', 'create', '--tenant', tenant, '--kind', 'secret', '--scopes', ','],
      ['keys', 'create', '--tenant', tenant, '--kind', 'secret', '--scopes', 'orders.*,nonsense.read'],
      // Another tenant's key.
      ['keys', 'revoke', '--tenant', tenant, '--key', made.id],
    ]) {
      expect(await cli.run(...words)).toMatchObject({ exitCode: 1, out: '' });
    }
    expect(await cli.json('keys', 'list', '--tenant', tenant)).toEqual([]);
    expect((await ask(made.key)).status).toBe(200);
  });
});

describe('user create', () => {
  test('the first ADMIN signs in with a password that was made up and shown once', async () => {
    const tenant = await cli.tenant();
    const { key } = await cli.json('keys', 'create', '--tenant', tenant, '--kind', 'publishable');
    const made = await cli.json('user', 'create', '--tenant', tenant, '--email', 'Ada@Example.com', '--role', 'ADMIN');
    expect(made).toEqual({ id: expect.stringMatching(/^user_/), email: 'ada@example.com', role: 'ADMIN', password: expect.stringMatching(/^[\w-]{24}$/) });
    const signIn = `mutation { sessionCreate(input: { email: "ada@example.com", password: "${made.password}" }) { accessToken userErrors { code } } }`;
    const { accessToken } = (await ask(key, signIn)).data!.sessionCreate as { accessToken: string };
    expect((await ask(key, VIEWER, accessToken)).data).toEqual({ viewer: { email: 'ada@example.com', role: 'ADMIN' } });
  });

  test('a password that somebody typed is not repeated', async () => {
    const tenant = await cli.tenant();
    cli.secret = 'correct horse battery';
    const answer = await cli.do('user', 'create', '--tenant', tenant, '--email', 'ada@example.com', '--role', 'STAFF');
    const second = await cli.run('user', 'create', '--tenant', tenant, '--email', 'ADA@example.com', '--role', 'STAFF');
    cli.secret = 'short';
    const weak = await cli.run('user', 'create', '--tenant', tenant, '--email', 'eve@example.com', '--role', 'STAFF');
    cli.secret = null;
    expect(answer).toMatch(/^Made STAFF user_\w+ with the address ada@example.com\.$/);
    expect(second).toEqual({ exitCode: 1, out: '', err: 'A user with this e-mail address exists already; sign in instead.' });
    expect(weak).toEqual({ exitCode: 1, out: '', err: 'The password must have at least 8 characters.' });
    expect(cli.questions).toContain('Password: ');
  });
});

describe('clock create, clock show and clock advance', () => {
  test('a clock is stopped, shown and moved, and the command waits until it has arrived', async () => {
    const tenant = await cli.tenant();
    expect(await cli.run('clock', 'show', '--tenant', tenant)).toMatchObject({ exitCode: 1, out: '' });
    expect(await cli.do('clock', 'create', '--tenant', tenant, '--now', '2026-03-01T00:00:00Z')).toContain('stands at 2026-03-01T00:00:00.000Z');
    expect(await cli.do('clock', 'advance', '--tenant', tenant, '--to', '2026-04-01T00:00:00+02:00')).toBe('The clock stands at 2026-03-31T22:00:00.000Z.');
    expect(await cli.json('clock', 'show', '--tenant', tenant)).toMatchObject({ now: '2026-03-31T22:00:00.000Z', status: 'READY', target: null, failure: null });
  });

  test('a clock cannot go back, and a LIVE tenant has none', async () => {
    const tenant = await cli.tenant();
    await cli.do('clock', 'create', '--tenant', tenant, '--now', '2026-03-01T00:00:00Z');
    expect(await cli.run('clock', 'advance', '--tenant', tenant, '--to', '2026-02-01T00:00:00Z')).toMatchObject({ exitCode: 1, out: '' });
    expect((await cli.json('clock', 'show', '--tenant', tenant)).now).toBe('2026-03-01T00:00:00.000Z');
    const live = await cli.json('tenant', 'create', '--name', 'Live', '--mode', 'LIVE', '--currency', 'EUR', '--time-zone', 'UTC');
    expect(await cli.run('clock', 'create', '--tenant', live.tenantId, '--now', '2026-03-01T00:00:00Z')).toEqual({
      exitCode: 1,
      out: '',
      err: 'Only a TEST tenant may have a test clock.',
    });
  });
});
