import { Command, Option } from 'commander';
import { createTenant, type TenantMode } from '../../capabilities/tenants/capability';
import { jsonOption } from '../options';
import type { Terminal } from '../terminal';
import { withProgram } from '../with-program';

interface Options {
  readonly name: string;
  readonly mode: TenantMode;
  readonly currency: string;
  readonly timeZone: string;
  readonly account?: string;
  readonly json?: boolean;
}

export function tenantCreate(terminal: Terminal): Command {
  return new Command('create')
    .description('Makes a tenant, and a new account for it unless --account names one.')
    .requiredOption('--name <name>', 'name of the shop')
    .addOption(new Option('--mode <mode>', 'TEST tenants may have a test clock and never reach a real payment network').choices(['LIVE', 'TEST']).makeOptionMandatory())
    .requiredOption('--currency <code>', 'ISO 4217 code of prices that name none, for example EUR')
    .requiredOption('--time-zone <zone>', 'IANA zone of the shop, for example Europe/Berlin')
    .option('--account <id>', 'the account that the tenant joins')
    .addOption(jsonOption())
    .action(async ({ account, json = false, ...rest }: Options) => {
      const made = await withProgram(terminal, async ({ database, capabilities }) => {
        const reactions = capabilities.flatMap((capability) => capability.reactions ?? []).map(({ name }) => name);
        return createTenant(database, { accountId: account, ...rest }, reactions);
      });
      if (json) return terminal.print(JSON.stringify(made));
      terminal.print(`Made tenant ${made.tenantId} of account ${made.accountId}.`);
      terminal.print(`Next: perennial keys create --tenant ${made.tenantId} --kind secret`);
    });
}
