import { Command } from 'commander';
import { revokeApiKey } from '../../capabilities/tenants/capability';
import { tenantOption } from '../options';
import type { Terminal } from '../terminal';
import { withTenant } from '../with-program';

export function keysRevoke(terminal: Terminal): Command {
  return new Command('revoke')
    .description('Revokes an API key. Running servers notice within two seconds.')
    .addOption(tenantOption())
    .requiredOption('--key <id>', 'id of the key, as "perennial keys list" shows it')
    .action(async ({ tenant, key }: { tenant: string; key: string }) => {
      const revoked = await withTenant(terminal, tenant, (context) => context.transact((work) => revokeApiKey(work, { apiKeyId: key })));
      terminal.print(`Revoked ${revoked.id}, which ends in ${revoked.ending}.`);
    });
}
