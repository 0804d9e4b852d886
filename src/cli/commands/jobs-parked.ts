import { Command } from 'commander';
import { parkedJobs } from '../../platform/jobs/parked-jobs';
import { jsonOption } from '../options';
import { tableText } from '../table-text';
import type { Terminal } from '../terminal';
import { withProgram } from '../with-program';

export function jobsParked(terminal: Terminal): Command {
  return new Command('parked')
    .description('Lists the jobs that failed again and again, of all tenants. "perennial jobs retry" tries them once more.')
    .addOption(jsonOption())
    .action(async ({ json = false }: { json?: boolean }) => {
      const jobs = await withProgram(terminal, ({ database }) => parkedJobs(database));
      if (json) return terminal.print(JSON.stringify(jobs));
      if (jobs.length === 0) return terminal.print('No job is parked.');
      terminal.print(
        tableText(
          ['TENANT', 'KIND', 'KEY', 'ATTEMPTS', 'ERROR'],
          jobs.map(({ tenantId, kind, key, attempts, error }) => [tenantId, kind, key, String(attempts), error]),
        ),
      );
    });
}
