import type { GraphQLSchema } from 'graphql';
import { systemActor } from '../kernel/actor';
import { clockAt } from '../kernel/clock';
import { Ports } from '../kernel/port';
import { AccessTokens, accessTokensPort } from '../capabilities/identity/contract';
import { findTestClockNow } from '../capabilities/tenants/capability';
import type { Capability } from '../platform/capability';
import type { Config } from '../platform/config/config';
import { deploymentSecret } from '../platform/crypto/deployment-secret';
import { Sealer, sealerPort } from '../platform/crypto/seal';
import { loadTokenKeys, type TokenKeys } from '../platform/crypto/token-keys';
import type { Database } from '../platform/database/database';
import type { Scope } from '../platform/database/view';
import { Consumers } from '../platform/events/consumers';
import { EventFeed } from '../platform/events/feed';
import { Relay } from '../platform/events/relay';
import { Context } from '../platform/graphql/context';
import { compiledExecutor, type Executor } from '../platform/graphql/executor';
import { NodeRegistry } from '../platform/graphql/node-registry';
import { JobRunner } from '../platform/jobs/job-runner';
import { timeMachinePort } from '../platform/jobs/time-machine';
import type { Logger } from '../platform/observability/logger';
import { Metrics } from '../platform/observability/metrics';
import { permissionTablePort, type PermissionTable } from '../platform/graphql/permission';
import { invariantsPort } from '../platform/invariant';
import { buildSchema } from './build-schema';
import { capabilities as theList } from './capabilities';
import { openDatabase, type OpenDatabaseOptions } from './open-database';
import { permissionsOf } from './permissions';
import { platformNodes } from './platform-entities';
import { plugPorts } from './plug-ports';

/** Everything that the roles of this program share: serve, worker, command line and tests wire the same parts. */
export interface Program {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly capabilities: readonly Capability[];
  readonly permissions: PermissionTable;
  readonly database: Database;
  readonly ports: Ports;
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
  readonly nodes: NodeRegistry;
  readonly feed: EventFeed;
  readonly relay: Relay;
  readonly consumers: Consumers;
  readonly jobs: JobRunner;
  readonly tokenKeys: TokenKeys;
  /** The system at work in a tenant: jobs, reactions, the command line. */
  openSystemContext(tenantId: string): Promise<Context>;
  openContext(scope: Scope, requestId: string): Context;
  close(): Promise<void>;
}

/** `capabilities`: THE LIST; the tests of the platform add one of their own, with its migration. */
export interface ProgramOptions extends OpenDatabaseOptions {
  /** False for a process that starts beside one that has just done it. */
  readonly migrate?: boolean;
}

/** The schema is built once a process for each list: its classes are the capabilities' own. */
const schemas = new WeakMap<readonly Capability[], GraphQLSchema>();

/** Opens the database (bringing it up to date) and wires the capabilities. Starts no server and no worker. */
export async function openProgram(
  config: Config,
  logger: Logger,
  { migrate = true, capabilities = theList, ...options }: ProgramOptions = {},
): Promise<Program> {
  const database = await openDatabase(config, { capabilities, ...options });
  try {
    if (migrate) await database.schema.migrate();
    return await wire(config, logger, database, capabilities);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function wire(config: Config, logger: Logger, database: Database, capabilities: readonly Capability[]): Promise<Program> {
  const metrics = new Metrics();
  const sealer = new Sealer(deploymentSecret(config));
  const tokenKeys = await loadTokenKeys(database, sealer);
  const permissions = permissionsOf(capabilities);
  const ports = plugPorts(new Ports(), config, database)
    .plug(permissionTablePort, permissions)
    .plug(invariantsPort, capabilities.flatMap(({ invariants }) => invariants ?? []))
    .plug(sealerPort, sealer)
    .plug(accessTokensPort, new AccessTokens(tokenKeys, config.ACCESS_TOKEN_SECONDS));
  const nodes = new NodeRegistry([...platformNodes, ...capabilities.flatMap((capability) => capability.nodes ?? [])]);
  const schema = schemas.get(capabilities) ?? buildSchema(capabilities);
  schemas.set(capabilities, schema);
  const feed = new EventFeed(database);
  const openContext = (scope: Scope, requestId: string) => new Context({ database, scope, ports, nodes, feed, requestId });
  const openScope = (tenantId: string) => systemScope(database, tenantId);
  const openSystemContext = async (tenantId: string) => openContext(await openScope(tenantId), 'system');
  const relay = new Relay(database, (tenantId, last) => feed.advanced(tenantId, last));
  const consumers = new Consumers({
    database,
    reactions: capabilities.flatMap(({ reactions }) => reactions ?? []),
    openScope,
    onError: (error, context) => logger.error({ err: error, ...context }, 'a reaction failed'),
  });
  const jobs = new JobRunner({
    database,
    jobs: capabilities.flatMap((capability) => capability.jobs ?? []),
    openDesk: openSystemContext,
    onError: (error, context) => logger.error({ err: error, ...context }, 'a job failed'),
    onRun: (kind, outcome) => metrics.jobRuns.inc({ kind, outcome }),
  });
  await consumers.register();
  ports.plug(timeMachinePort, {
    nextDue: (tenantId, until) => jobs.nextDueOnTestClock(tenantId, until),
    runNext: (tenantId, at) => jobs.runNextOnTestClock(tenantId, at),
    settle: async (tenantId) => {
      while ((await relay.settle(tenantId)) + (await consumers.settle(tenantId)) > 0);
    },
  });
  return {
    config, logger, metrics, capabilities, permissions, database, ports, schema, nodes, feed, relay, consumers, jobs, tokenKeys,
    execute: compiledExecutor(schema),
    openContext,
    openSystemContext,
    close: async () => {
      feed.close();
      await database.close();
    },
  };
}

/** Runs relay and reactions until neither finds anything. */
export async function drain(relay: Relay, consumers: Consumers): Promise<void> {
  while ((await relay.drain()) + (await consumers.drain()) > 0);
}

async function systemScope(database: Database, tenantId: string): Promise<Scope> {
  const testClockNow = await findTestClockNow(database, tenantId);
  return {
    tenantId,
    actor: systemActor,
    clock: testClockNow ? clockAt(testClockNow) : database.clock,
    isOnTestClock: testClockNow !== null,
    meter: { statements: 0 },
  };
}
