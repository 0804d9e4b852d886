import { migrations } from '../../../migrations';
import { CommandLine } from '../../../tests/kit/command-line';
import { environmentFor } from '../../../tests/kit/environment';
import { createTestDatabase, type TestDatabase } from '../../../tests/kit/test-database';

const names = migrations.map((migration) => new migration().name);

let place: TestDatabase;
let cli: CommandLine;
beforeEach(async () => {
  place = await createTestDatabase();
  cli = new CommandLine(environmentFor(place));
});
afterEach(() => place.remove());

/** Name -> what the table of `migrate --status` says of it. */
async function status(): Promise<Record<string, string>> {
  const lines = (await cli.do('migrate', '--status')).split('\n').slice(1);
  return Object.fromEntries(lines.map((line) => line.split(/ {2,}/) as [string, string]));
}

const all = (state: string) => Object.fromEntries(names.map((name) => [name, state]));

test('an empty database is brought up to date once', async () => {
  expect(await status()).toEqual(all('pending'));
  expect(await cli.do('migrate')).toBe(names.map((name) => `Ran ${name}.`).join('\n'));
  expect(await status()).toEqual(all('done'));
  expect(await cli.do('migrate')).toBe('The database is up to date.');
});

test('the newest migration is taken back only when that is confirmed', async () => {
  await cli.do('migrate');
  const { exitCode, err } = await cli.run('migrate', '--revert');
  expect(exitCode).toBe(1);
  expect(err).toContain('--yes');
  expect(await status()).toEqual(all('done'));
  expect(await cli.do('migrate', '--revert', '--yes')).toBe(`Took back ${names.at(-1)}.`);
  expect(await status()).toEqual({ ...all('done'), [names.at(-1)!]: 'pending' });
});

test('two commands at once on an empty database both succeed', async () => {
  const outcomes = await Promise.all([cli.run('migrate'), cli.run('migrate'), cli.run('tenant', 'list')]);
  expect(outcomes.map(({ exitCode, err }) => ({ exitCode, err }))).toEqual(Array(3).fill({ exitCode: 0, err: '' }));
  expect(await status()).toEqual(all('done'));
});
