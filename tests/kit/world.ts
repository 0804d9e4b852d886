import pino from 'pino';
import { drain, openProgram, type Program, type ProgramOptions } from '../../src/app/program';
import { startServer, type RunningServer } from '../../src/app/server';
import { createApiKey } from '../../src/capabilities/tenants/actions/create-api-key';
import { createTenant, type CreateTenant } from '../../src/capabilities/tenants/actions/create-tenant';
import { readConfig } from '../../src/platform/config/config';
import { environmentFor } from './environment';
import { violationsOf } from './invariants';
import { SandboxBench } from './sandbox';
import type { Statement } from '../../src/platform/database/engine';
import { Shop } from './shop';
import { StatementLaw } from './statement-law';
import { createTestDatabase } from './test-database';

export interface WorldOptions {
  /** The worker runs by itself, as in production; otherwise time and reactions move only by `settle`. */
  readonly withWorker?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Other capabilities than THE LIST. */
  readonly program?: ProgramOptions;
  /** Invariants that need not hold at the end: a test changes rows past our actions, or names what does not exist. */
  readonly breaks?: Breaks;
}

/** Names of invariants; or EXAMINED: a test of the file has examined them, and its database is too large to do it twice. */
type Breaks = readonly string[] | 'EXAMINED';

/** A whole Perennial over an empty database: real HTTP, real websockets, the engine under test. One a test file. */
export class World {
  private readonly watchers = new Set<(statement: Statement) => void>();

  private constructor(
    readonly program: Program,
    readonly server: RunningServer,
    readonly law: StatementLaw,
    /** The payment network: a sandbox gateway of this world's own. */
    readonly gateway: SandboxBench,
    private readonly removeDatabase: () => Promise<void>,
    private readonly breaks: Breaks,
  ) {
    program.database.onStatement = (statement) => {
      law.check(statement);
      for (const watch of this.watchers) watch(statement);
    };
  }

  static async open({ withWorker = false, env = {}, program: options = {}, breaks = [] }: WorldOptions = {}): Promise<World> {
    const database = await createTestDatabase({ mayHaveTables: Object.keys(options).length === 0 });
    const gateway = await SandboxBench.start(database.folder);
    const config = readConfig({
      ...environmentFor(database),
      PERENNIAL_ROLE: withWorker ? 'all' : 'api',
      ...gateway.env,
      ...env,
    });
    const program = await openProgram(config, pino({ level: process.env.TEST_LOG ?? 'silent' }), options);
    const law = StatementLaw.of(program.database.source);
    const server = await startServer(program);
    gateway.notify(server.baseUrl);
    return new World(program, server, law, gateway, database.remove, breaks);
  }

  /** A shop of its own: an account with one tenant and both keys. Tests of one file share the world, never a tenant. */
  async tenant(options: Partial<CreateTenant> = {}): Promise<Shop> {
    const { database, capabilities } = this.program;
    const reactions = capabilities.flatMap((capability) => capability.reactions ?? []).map(({ name }) => name);
    const { tenantId } = await createTenant(
      database,
      { name: 'Test shop', mode: 'TEST', currency: 'GBP', timeZone: 'Europe/London', ...options },
      reactions,
    );
    const context = await this.program.openSystemContext(tenantId);
    const publishable = await context.transact((work) => createApiKey(work, { kind: 'PUBLISHABLE', name: 'web' }));
    const secret = await context.transact((work) => createApiKey(work, { kind: 'SECRET', name: 'server' }));
    return new Shop(this, { tenantId, publishableKey: publishable.text, secretKey: secret.text });
  }

  /** Another secret key of a tenant, which may do only what its scopes say. */
  async secretKey(tenantId: string, scopes: string[]): Promise<string> {
    const context = await this.program.openSystemContext(tenantId);
    return (await context.transact((work) => createApiKey(work, { kind: 'SECRET', name: 'scoped', scopes }))).text;
  }

  /** Relay, reactions and due jobs, until nothing is left to do now. */
  async settle(): Promise<void> {
    const { relay, consumers, jobs } = this.program;
    for (;;) {
      await drain(relay, consumers);
      const runs = await jobs.startDue(50);
      if (runs.length === 0) return;
      await Promise.all(runs);
    }
  }

  /** The statements that are made for one tenant while something runs. */
  async statementsDuring(tenantId: string, run: () => Promise<unknown>): Promise<Statement[]> {
    const statements: Statement[] = [];
    const watch = (statement: Statement) => void (statement.tenantId === tenantId && statements.push(statement));
    this.watchers.add(watch);
    try {
      await run();
    } finally {
      this.watchers.delete(watch);
    }
    return statements;
  }

  /** Ends it, checks the law of tenancy over every statement that the file caused, and the invariants over what it leaves behind. */
  async close(): Promise<void> {
    const { breaks } = this;
    const violations = breaks === 'EXAMINED' ? [] : Object.entries(await violationsOf(this)).filter(([name]) => !breaks.includes(name));
    await this.server.stop();
    await this.gateway.close();
    await this.removeDatabase();
    if (this.law.breaches.length > 0) throw new Error(`statements against the law of tenancy:\n${this.law.breaches.join('\n')}`);
    if (violations.length > 0) throw new Error(`invariants that do not hold: ${JSON.stringify(violations)}`);
  }
}
