import { Command } from 'commander';
import { ApiKey } from '../../capabilities/tenants/capability';
import { jsonOption, tenantOption } from '../options';
import { tableText } from '../table-text';
import type { Terminal } from '../terminal';
import { withTenant } from '../with-program';

export function keysList(terminal: Terminal): Command {
  return new Command('list')
    .description('Lists the API keys of a tenant, oldest first, revoked ones included. The keys themselves are not kept.')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .action(async ({ tenant, json = false }: { tenant: string; json?: boolean }) => {
      const keys = await withTenant(terminal, tenant, ({ view }) => view.from(ApiKey).orderBy('createdAt', 'id').all());
      const shown = keys.map(({ id, kind, name, ending, scopes, createdAt, revokedAt }) => ({ id, kind, name, ending, scopes, createdAt, revokedAt }));
      if (json) return terminal.print(JSON.stringify(shown));
      if (shown.length === 0) return terminal.print('This tenant has no API keys yet. "perennial keys create" makes one.');
      terminal.print(
        tableText(
          ['ID', 'KIND', 'NAME', 'ENDS IN', 'SCOPES', 'CREATED', 'REVOKED'],
          shown.map((key) => [
            key.id, key.kind, key.name, key.ending, key.scopes.join(','), key.createdAt.toISOString(), key.revokedAt?.toISOString() ?? null,
          ]),
        ),
      );
    });
}
