import { CommandLine } from '../../tests/kit/command-line';
import { environmentFor } from '../../tests/kit/environment';
import { listen } from '../../tests/kit/listener';
import { post } from '../../tests/kit/client';
import { RealProcess } from '../../tests/kit/real-process';
import { createTestDatabase, type TestDatabase } from '../../tests/kit/test-database';

// Processes of their own take seconds to start on a busy machine.
jest.setTimeout(90_000);

let place: TestDatabase;
let environment: NodeJS.ProcessEnv;
let server: RealProcess & { url: string };
beforeAll(async () => {
  place = await createTestDatabase();
  environment = environmentFor(place);
  server = await RealProcess.serve(environment);
});
afterAll(async () => {
  server.signal('SIGTERM');
  const exitCode = await server.ended;
  await place.remove();
  expect(exitCode).toBe(0);
});

/** A command in a process of its own. */
async function perennial(...words: string[]): Promise<string> {
  const command = RealProcess.start(['src/cli/perennial.ts', ...words], environment);
  if ((await command.ended) !== 0) throw new Error(command.err);
  return command.out;
}

const REGISTER = `mutation Register($input: UserRegisterInput!) { userRegister(input: $input) { userErrors { code } } }`;
const COUNT = '{ users { totalCount } }';

test('commands work on the database of a server that runs, and both see what the other does', async () => {
  const { tenantId } = JSON.parse(
    await perennial('tenant', 'create', '--name', 'Shop', '--mode', 'TEST', '--currency', 'EUR', '--time-zone', 'UTC', '--json'),
  ) as { tenantId: string };
  const { key } = JSON.parse(await perennial('keys', 'create', '--tenant', tenantId, '--kind', 'secret', '--json')) as { key: string };
  const events = await listen(server.url.replace('http', 'ws'), 'subscription { events { type } }', {}, { apiKey: key });
  await perennial('user', 'create', '--tenant', tenantId, '--email', 'ada@example.com', '--role', 'ADMIN');
  // The server's own relay has found what the other process committed.
  expect((await events.next(1)).map(({ data }) => data)).toEqual([{ events: { type: 'user.registered' } }]);
  await events.stop();
  expect((await post(server.url, COUNT, {}, { apiKey: key })).data).toEqual({ users: { totalCount: 1 } });
});

test('many writes from both sides at once all succeed', async () => {
  const cli = new CommandLine(environment);
  const tenantId = await cli.tenant();
  const { key } = await cli.json('keys', 'create', '--tenant', tenantId, '--kind', 'secret');
  const input = (index: number) => ({ input: { email: `client${index}@example.com`, password: 'correct horse battery', name: '' } });
  const requests = Array.from({ length: 30 }, (_none, index) => post(server.url, REGISTER, input(index), { apiKey: key }));
  const commands = Array.from({ length: 6 }, (_none, index) =>
    cli.run('user', 'create', '--tenant', tenantId, '--email', `command${index}@example.com`, '--role', 'STAFF'),
  );
  const inProcess = perennial('user', 'create', '--tenant', tenantId, '--email', 'process@example.com', '--role', 'STAFF');
  expect((await Promise.all(requests)).map(({ data }) => data)).toEqual(Array(30).fill({ userRegister: { userErrors: [] } }));
  expect((await Promise.all(commands)).map(({ exitCode, err }) => ({ exitCode, err }))).toEqual(Array(6).fill({ exitCode: 0, err: '' }));
  await inProcess;
  expect((await post(server.url, COUNT, {}, { apiKey: key })).data).toEqual({ users: { totalCount: 37 } });
});

test('a test clock is advanced by the command or by the server, whoever comes first, and once', async () => {
  const cli = new CommandLine(environment);
  const tenantId = await cli.tenant();
  await cli.do('clock', 'create', '--tenant', tenantId, '--now', '2026-03-01T00:00:00Z');
  for (const month of ['04', '05', '06']) {
    expect(await cli.do('clock', 'advance', '--tenant', tenantId, '--to', `2026-${month}-01T00:00:00Z`)).toBe(
      `The clock stands at 2026-${month}-01T00:00:00.000Z.`,
    );
  }
});
