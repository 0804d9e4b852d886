import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { Program } from '../../app/program';
import { advanceTestClock, advanceTestClockJob, findTestClock, type TestClock, TestClockStatus } from '../../capabilities/tenants/capability';
import type { Context } from '../../platform/graphql/context';
import { instantArgument, tenantOption } from '../options';
import { CommandFailed, type Terminal } from '../terminal';
import { withTenant } from '../with-program';

const LOOK_EVERY_MS = 200;
const SHOW_EVERY_MS = 1_000;

export function clockAdvance(terminal: Terminal): Command {
  return new Command('advance')
    .description('Moves the test clock of a tenant forward, runs everything due on the way and waits until it has arrived.')
    .addOption(tenantOption())
    .requiredOption('--to <instant>', 'where the clock goes, for example 2026-04-01T00:00:00Z', instantArgument)
    .action(async ({ tenant, to }: { tenant: string; to: Date }) => {
      const clock = await withTenant(terminal, tenant, (context, program) => advance(terminal, { context, program, to }));
      if (clock.failure !== null) throw new CommandFailed(`The clock stopped at ${clock.now.toISOString()}: ${clock.failure}`);
      terminal.print(`The clock stands at ${clock.now.toISOString()}.`);
    });
}

async function advance(terminal: Terminal, { context, program, to }: { context: Context; program: Program; to: Date }): Promise<TestClock> {
  let clock = await context.transact((work) => advanceTestClock(work, { to }));
  const showProgress = async () => terminal.progress(`${(await findTestClock(context.view))!.now.toISOString()} ...`);
  const watch = setInterval(() => void showProgress().catch(() => undefined), SHOW_EVERY_MS);
  try {
    while (clock.status === TestClockStatus.ADVANCING) {
      // Whoever comes first does the work: this process, or the worker of a server that runs beside it.
      const job = { tenantId: clock.tenantId, kind: advanceTestClockJob.kind, key: clock.tenantId };
      if (!(await program.jobs.runNow(job))) await sleep(LOOK_EVERY_MS);
      clock = (await findTestClock(context.view))!;
    }
  } finally {
    clearInterval(watch);
  }
  return clock;
}
