import type { Program } from '../../app/program';
import { allAccounts, allTenants, createTenant } from '../../capabilities/tenants/capability';
import { CommandFailed } from '../terminal';

const ACCOUNT = 'Perennial demo';

/**
 * The demo's tenant, made when the database is empty: one account with one TEST tenant. Fails for a database that holds anything else,
 * so that nobody's business ever gets a demo's customers.
 */
export async function demoTenantId({ database, capabilities }: Program): Promise<string> {
  const accounts = await allAccounts(database);
  const others = accounts.filter(({ name }) => name !== ACCOUNT);
  if (others.length > 0) {
    const names = others.map(({ name }) => `"${name}"`).join(', ');
    throw new CommandFailed(`This database holds the account ${names}, and the demo wants one for itself: name another with DATABASE_URL.`);
  }
  const tenants = (await allTenants(database)).filter(({ mode, accountId }) => mode === 'TEST' && accountId === accounts[0]?.id);
  if (tenants[0]) return tenants[0].id;
  const reactions = capabilities.flatMap((capability) => capability.reactions ?? []).map(({ name }) => name);
  const made = await createTenant(database, { name: ACCOUNT, mode: 'TEST', currency: 'GBP', timeZone: 'Europe/London' }, reactions);
  return made.tenantId;
}
