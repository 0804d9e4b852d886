import { Command } from 'commander';
import { allTenants } from '../../capabilities/tenants/storage/tenants.queries';
import { jsonOption } from '../options';
import { tableText } from '../table-text';
import type { Terminal } from '../terminal';
import { withProgram } from '../with-program';

export function tenantList(terminal: Terminal): Command {
  return new Command('list')
    .description('Lists the tenants of this deployment, oldest first.')
    .addOption(jsonOption())
    .action(async ({ json = false }: { json?: boolean }) => {
      const tenants = await withProgram(terminal, ({ database }) => allTenants(database));
      if (json) return terminal.print(JSON.stringify(tenants));
      if (tenants.length === 0) return terminal.print('There are no tenants yet. "perennial tenant create" makes one.');
      terminal.print(
        tableText(
          ['ID', 'NAME', 'MODE', 'CURRENCY', 'TIME ZONE', 'ACCOUNT', 'CREATED'],
          tenants.map((tenant) => [
            tenant.id, tenant.name, tenant.mode, tenant.currency, tenant.timeZone, tenant.accountId, tenant.createdAt.toISOString(),
          ]),
        ),
      );
    });
}
