import { Command } from 'commander';
import { findTestClock } from '../../capabilities/tenants/capability';
import { jsonOption, tenantOption } from '../options';
import { CommandFailed, type Terminal } from '../terminal';
import { withTenant } from '../with-program';

export function clockShow(terminal: Terminal): Command {
  return new Command('show')
    .description('Shows where the test clock of a tenant stands.')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action(async ({ tenant, json = false }: { tenant: string; json?: boolean }) => {
      const clock = await withTenant(terminal, tenant, ({ view }) => findTestClock(view));
      if (!clock) throw new CommandFailed('This tenant has no test clock: its business time is the database\'s.');
      const { id, now, status, target, failure } = clock;
      if (json) return terminal.print(JSON.stringify({ id, now, status, target, failure }));
      terminal.print(`${id} is ${status} at ${now.toISOString()}${target ? `, on its way to ${target.toISOString()}` : ''}.`);
      if (failure) terminal.print(`Its last advance failed: ${failure}`);
    });
}
