import { Command } from 'commander';
import { createTestClock } from '../../capabilities/tenants/capability';
import { instantArgument, tenantOption } from '../options';
import type { Terminal } from '../terminal';
import { withTenant } from '../with-program';

export function clockCreate(terminal: Terminal): Command {
  return new Command('create')
    .description('Stops the business time of a TEST tenant at an instant.')
    .addOption(tenantOption())
    .requiredOption('--now <instant>', 'where the clock starts, for example 2026-03-01T00:00:00Z', instantArgument)
    .action(async ({ tenant, now }: { tenant: string; now: Date }) => {
      const clock = await withTenant(terminal, tenant, (context) => context.transact((work) => createTestClock(work, { now })));
      terminal.print(`Made test clock ${clock.id}. It stands at ${clock.now.toISOString()}.`);
    });
}
