import { Command } from 'commander';
import { main } from '../../main';
import type { Terminal } from '../terminal';

export function serve({ environment }: Terminal): Command {
  return new Command('serve')
    .description('Starts the server: clients, jobs and events, or what PERENNIAL_ROLE says. Brings the database up to date first.')
    .option('--log-sql', 'log every SQL statement, without its values')
    .action(({ logSql = false }: { logSql?: boolean }) => main(environment, { logSql }));
}
