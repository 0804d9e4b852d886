import { CommandLine } from '../../tests/kit/command-line';
import { environmentFor } from '../../tests/kit/environment';
import { createTestDatabase, type TestDatabase } from '../../tests/kit/test-database';
import { version } from '../../package.json';

let place: TestDatabase;
let cli: CommandLine;
beforeAll(async () => {
  place = await createTestDatabase();
  cli = new CommandLine(environmentFor(place));
});
afterAll(() => place.remove());

describe('what is typed', () => {
  test('no command, or one that does not exist, shows what there is', async () => {
    for (const words of [[], ['sevre']]) {
      const { exitCode, err } = await cli.run(...words);
      expect(exitCode).toBe(1);
      expect(err).toContain('serve');
    }
    expect(await cli.run('--version')).toEqual({ exitCode: 0, out: version, err: '' });
    expect((await cli.run('--help')).out).toContain('sandbox-gateway');
  });

  test('an option that does not exist shows the help of its command', async () => {
    const { exitCode, out, err } = await cli.run('tenant', 'list', '--jsn');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain("unknown option '--jsn'");
    expect(err).toContain('Usage: perennial tenant list');
  });

  test.each([
    [['clock', 'create', '--tenant', 'ten_x', '--now', 'tomorrow'], 'An instant looks like 2026-03-01T00:00:00Z.'],
    [['sandbox-gateway', '--port', '70000'], 'A port is a number from 0 to 65535.'],
    [['events', 'replay', '--tenant', 'ten_x', '--consumer', 'x', '--from', '0'], 'A sequence is a whole number from 1 on.'],
    [['tenant', 'create', '--name', 'x', '--mode', 'BOTH', '--currency', 'EUR', '--time-zone', 'UTC'], 'Allowed choices are LIVE, TEST.'],
    [['keys', 'create', '--tenant', 'ten_x', '--kind', 'private'], 'Allowed choices are publishable, secret.'],
  ])('%p is refused before anything is opened', async (words, sentence) => {
    const { exitCode, err } = await cli.run(...words);
    expect({ exitCode, says: err.includes(sentence) }).toEqual({ exitCode: 1, says: true });
  });
});

describe('what is configured', () => {
  test('a wrong variable is named in a sentence', async () => {
    const outcome = await new CommandLine({ ...cli.environment, LOG_LEVEL: 'loud', DATABASE_URL: 'postgres://x/y' }).run('tenant', 'list');
    expect(outcome).toMatchObject({ exitCode: 1, out: '' });
    expect(outcome.err.split('\n').map((line) => line.split(' ')[0])).toEqual(['DATABASE_URL', 'LOG_LEVEL']);
  });

  test('a database that does not answer ends the command with a sentence that names the variable, not the password', async () => {
    const { exitCode, err } = await new CommandLine({ ...cli.environment, DATABASE_URL: 'mysql://root:hush@127.0.0.1:1/x' }).run('tenant', 'list');
    expect(exitCode).toBe(1);
    expect(err).toBe('DATABASE_URL names mysql://root@127.0.0.1:1/x, which does not let us in: connect ECONNREFUSED 127.0.0.1:1.');
  });

  test('another secret than the one that sealed the keys is refused', async () => {
    await cli.do('tenant', 'list');
    const other = new CommandLine({ ...cli.environment, PERENNIAL_SECRET: 'another secret which has 32 characters too' });
    const { exitCode, err } = await other.run('tenant', 'list');
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: 'PERENNIAL_SECRET is not the secret that the keys in this database were sealed with (when it is not set, the one in DATA_DIR is taken).',
    });
  });
});
