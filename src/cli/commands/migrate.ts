import { Command, Option } from 'commander';
import { openDatabase } from '../../app/open-database';
import { readConfig } from '../../platform/config/config';
import type { MigrationStatus } from '../../platform/database/schema';
import { tableText } from '../table-text';
import { CommandFailed, type Terminal } from '../terminal';

interface Options {
  readonly status?: boolean;
  readonly revert?: boolean;
  readonly yes?: boolean;
}

const STATE_WORDS = { DONE: 'done', PENDING: 'pending', UNKNOWN: 'unknown to this program, which is older than the database' } as const;

export function migrate(terminal: Terminal): Command {
  return new Command('migrate')
    .description('Brings the database up to date. Safe beside other processes that do the same.')
    .addOption(new Option('--status', 'only show which migrations are done and which are pending').conflicts('revert'))
    .option('--revert', 'take the newest migration back; its tables and all their rows are lost')
    .option('--yes', 'confirms --revert')
    .action(async ({ status = false, revert = false, yes = false }: Options) => {
      if (revert && !yes) throw new CommandFailed('--revert drops tables with all their rows. Add --yes if that is what you want.');
      const database = await openDatabase(readConfig(terminal.environment));
      try {
        const { schema } = database;
        if (status) terminal.print(statusText(await schema.status()));
        else if (revert) terminal.print(revertText(await schema.revert()));
        else terminal.print(doneText(await schema.migrate()));
      } finally {
        await database.close();
      }
    });
}

function statusText(migrations: readonly MigrationStatus[]): string {
  return tableText(['MIGRATION', 'STATE'], migrations.map(({ name, state }) => [name, STATE_WORDS[state]]));
}

function revertText(name: string | null): string {
  return name === null ? 'There is no migration to take back.' : `Took back ${name}.`;
}

function doneText(names: readonly string[]): string {
  return names.length === 0 ? 'The database is up to date.' : names.map((name) => `Ran ${name}.`).join('\n');
}
