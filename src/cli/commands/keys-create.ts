import { Command, Option } from 'commander';
import { type ApiKeyKind, createApiKey } from '../../capabilities/tenants/capability';
import { scopeAllows } from '../../platform/graphql/permission';
import { jsonOption, listArgument, tenantOption } from '../options';
import { CommandFailed, type Terminal } from '../terminal';
import { withTenant } from '../with-program';

interface Options {
  readonly tenant: string;
  readonly kind: 'publishable' | 'secret';
  readonly name?: string;
  readonly scopes?: string[];
  readonly json?: boolean;
}

export function keysCreate(terminal: Terminal): Command {
  return new Command('create')
    .description('Makes an API key and shows it, this once: only its hash is kept.')
    .addOption(tenantOption())
    .addOption(new Option('--kind <kind>', 'publishable for browsers and apps, secret for servers').choices(['publishable', 'secret']).makeOptionMandatory())
    .option('--name <name>', 'what the key is for; the default is its kind')
    .option('--scopes <scopes>', 'what a secret key may do, separated by commas: orders.*,stock.read; everything when left out', listArgument)
    .addOption(jsonOption())
    .action(async ({ tenant, kind, name = kind, scopes, json = false }: Options) => {
      if (scopes && kind === 'publishable') throw new CommandFailed('Only a secret key has scopes: a publishable key alone may only do what is public.');
      if (scopes?.length === 0) throw new CommandFailed('--scopes names no scope.');
      const made = await withTenant(terminal, tenant, (context, { permissions }) => {
        assertScopes(scopes ?? [], Object.keys(permissions).sort());
        return context.transact((work) => createApiKey(work, { kind: kind.toUpperCase() as ApiKeyKind, name, scopes }));
      });
      if (json) return terminal.print(JSON.stringify({ id: made.apiKey.id, key: made.text }));
      terminal.print(made.text);
      terminal.print(`This is ${made.apiKey.id}. Keep the key now: it is not shown again.`);
    });
}

/** A scope with a slip in it would make a key that may do nothing. */
function assertScopes(scopes: readonly string[], permissions: readonly string[]): void {
  const idle = scopes.filter((scope) => !permissions.some((permission) => scopeAllows([scope], permission)));
  if (idle.length > 0) throw new CommandFailed(`--scopes: ${idle.join(', ')} allows nothing. Permissions are ${permissions.join(', ')}.`);
}
