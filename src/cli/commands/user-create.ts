import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { assertPassword, hashPassword, registerUser } from '../../capabilities/identity/capability';
import type { UserRole } from '../../capabilities/identity/contract';
import { jsonOption, tenantOption } from '../options';
import type { Terminal } from '../terminal';
import { withTenant } from '../with-program';

interface Options {
  readonly tenant: string;
  readonly email: string;
  readonly role: UserRole;
  readonly name: string;
  readonly generate?: boolean;
  readonly json?: boolean;
}

/** 144 bits of chance. */
const GENERATED_BYTES = 18;

export function userCreate(terminal: Terminal): Command {
  return new Command('create')
    .description('Makes a user who can sign in, for example the first ADMIN of a new tenant. Asks for the password where somebody can type it, and makes one up otherwise.')
    .addOption(tenantOption())
    .requiredOption('--email <address>', 'address to sign in with')
    .addOption(new Option('--role <role>', 'what the user may do').choices(['USER', 'STAFF', 'ADMIN']).makeOptionMandatory())
    .option('--name <name>', 'the name to call the person by', '')
    .option('--generate', 'make a password up and show it, this once, without asking')
    .addOption(jsonOption())
    .action(async ({ tenant, email, role, name, generate = false, json = false }: Options) => {
      const asked = generate ? null : await terminal.askSecret('Password: ');
      const password = asked ?? randomBytes(GENERATED_BYTES).toString('base64url');
      const user = await withTenant(terminal, tenant, async (context) => {
        assertPassword(password);
        const passwordHash = await hashPassword(password);
        return context.transact((work) => registerUser(work, { email, name, role, passwordHash }));
      });
      if (json) return terminal.print(JSON.stringify({ id: user.id, email: user.email, role: user.role, ...(asked === null ? { password } : {}) }));
      terminal.print(`Made ${user.role} ${user.id} with the address ${user.email}.`);
      if (asked === null) terminal.print(`Password: ${password}\nKeep it now: it is not shown again.`);
    });
}
