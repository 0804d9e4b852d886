import { openProgram, type Program } from '../app/program';
import { Tenant } from '../capabilities/tenants/capability';
import { readConfig } from '../platform/config/config';
import type { Context } from '../platform/graphql/context';
import { createLogger } from '../platform/observability/logger';
import { CommandFailed, type Terminal } from './terminal';

/** Opens the program that the environment describes, for one command, and closes it again. Starts no server and no worker. */
export async function withProgram<Result>(terminal: Terminal, run: (program: Program) => Promise<Result>): Promise<Result> {
  const config = readConfig(terminal.environment);
  const program = await openProgram(config, createLogger(terminal.environment.LOG_LEVEL ? config.LOG_LEVEL : 'error', 'STDERR'));
  try {
    return await run(program);
  } finally {
    await program.close();
  }
}

/** The same, at work in one tenant. Fails when there is none with this id. */
export async function withTenant<Result>(
  terminal: Terminal,
  tenantId: string,
  run: (context: Context, program: Program) => Promise<Result>,
): Promise<Result> {
  return withProgram(terminal, async (program) => {
    const context = await program.openSystemContext(tenantId);
    if (!(await context.view.from(Tenant).one())) {
      throw new CommandFailed(`There is no tenant ${tenantId}. "perennial tenant list" shows those that there are.`);
    }
    return run(context, program);
  });
}
