import pino from 'pino';
import { drain, openProgram, type Program } from '../../src/app/program';
import { startServer, type RunningServer } from '../../src/app/server';
import { createApiKey } from '../../src/capabilities/tenants/actions/create-api-key';
import { createTenant, type CreateTenant } from '../../src/capabilities/tenants/actions/create-tenant';
import { readConfig } from '../../src/platform/config/config';
import { environmentFor } from './environment';
import { SandboxBench } from './sandbox';
import { Shop } from './shop';
import { StatementLaw } from './statement-law';
import { createTestDatabase } from './test-database';

const MACHINE_TABLES = ['event_pending', 'event_log', 'event_feed', 'event_consumer', 'event_stuck', 'job', 'idempotency_key'];

export interface WorldOptions {
  /** The worker runs by itself, as in production; otherwise time and reactions move only by `settle`. */
  readonly withWorker?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** A whole Perennial over an empty database: real HTTP, real websockets, the engine under test. One a test file. */
export class World {
  private constructor(
    readonly program: Program,
    readonly server: RunningServer,
    readonly law: StatementLaw,
    /** The payment network: a sandbox gateway of this world's own. */
    readonly gateway: SandboxBench,
    private readonly removeDatabase: () => Promise<void>,
  ) {}

  static async open({ withWorker = false, env = {} }: WorldOptions = {}): Promise<World> {
    const database = await createTestDatabase();
    const gateway = await SandboxBench.start(database.folder);
    const config = readConfig({
      ...environmentFor(database),
      PERENNIAL_ROLE: withWorker ? 'all' : 'api',
      ...gateway.env,
      ...env,
    });
    const program = await openProgram(config, pino({ level: process.env.TEST_LOG ?? 'silent' }));
    const law = new StatementLaw(program.database.source, MACHINE_TABLES);
    program.database.onStatement = (statement) => law.check(statement);
    const server = await startServer(program);
    gateway.notify(server.baseUrl);
    return new World(program, server, law, gateway, database.remove);
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

  /** Ends it and checks the law of tenancy over every statement that the file caused. */
  async close(): Promise<void> {
    await this.server.stop();
    await this.gateway.close();
    await this.removeDatabase();
    if (this.law.breaches.length > 0) throw new Error(`statements against the law of tenancy:\n${this.law.breaches.join('\n')}`);
  }
}
