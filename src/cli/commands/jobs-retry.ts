import { Command } from 'commander';
import { retryParkedJobs } from '../../platform/jobs/parked-jobs';
import { counted } from '../counted';
import { tenantOption } from '../options';
import { CommandFailed, type Terminal } from '../terminal';
import { withTenant } from '../with-program';

export function jobsRetry(terminal: Terminal): Command {
  return new Command('retry')
    .description('Gives the parked jobs of one kind all their attempts again. A worker runs them; those on a test clock run with its next advance.')
    .addOption(tenantOption())
    .requiredOption('--kind <kind>', 'kind of the jobs, as "perennial jobs parked" and the log show it')
    .action(async ({ tenant, kind }: { tenant: string; kind: string }) => {
      const retried = await withTenant(terminal, tenant, (context, { capabilities }) => {
        const kinds = capabilities.flatMap(({ jobs }) => (jobs ?? []).map((job) => job.kind));
        if (!kinds.includes(kind)) throw new CommandFailed(`There is no job "${kind}". There are:\n${kinds.join('\n')}`);
        return context.transact((work) => retryParkedJobs(work, { kind }));
      });
      terminal.print(retried === 0 ? 'No job of this kind is parked.' : `${counted(retried, 'job')} to be tried again.`);
    });
}
