import { join } from 'node:path';
import { asking, type Ask } from './ask';
import { captureStatements } from './capture';
import { checkAnswers } from './checks';
import type { BenchDatabase } from './database';
import type { Load, LoadResult } from './load';
import { LOAD_CORE, rssMb, SERVER_CORE } from './machine';
import type { Measured, Target } from './report';
import { freePort, startProcess, type Started } from './servers';
import { fillShop, type BenchShop } from './shop';
import { describeBusy, measureSlice, summaryOf, wasBusy, type Slice } from './slices';
import { makeWorkload, type Workload, type WorkloadName } from './workloads';

/** Node goes on optimising for a while. */
const WARM_SECONDS = 8;
const SEQUENTIAL_REQUESTS = 20;
const SAMPLES = 3;
const MAX_ATTEMPTS = 20;

type Server = Started<{ url: string }>;

export interface RunOptions {
  readonly database: BenchDatabase;
  readonly folder: string;
  readonly slices: number;
  readonly sliceSeconds: number;
}

/** One shop, both servers and their clients, for all workloads of a run. */
export class Run {
  private constructor(
    private readonly options: RunOptions,
    private readonly shop: BenchShop,
    private readonly servers: Readonly<Record<Target, Server>>,
    private readonly load: Started<null>,
    private readonly gateway: Started<unknown>,
  ) {}

  static async open(options: RunOptions): Promise<Run> {
    const { database, folder } = options;
    const gateway = await startProcess<{ url: string }>('gateway-process.ts', { core: LOAD_CORE, env: { LEDGER: join(folder, 'ledger') } });
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      // The gateway must know where to send its notifications.
      PORT: String(await freePort()),
      PERENNIAL_SECRET: 'the secret of a benchmark which is no secret',
      SANDBOX_GATEWAY_URL: gateway.ready.url,
      // One for each client: with fewer, server and database take turns in waiting for each other.
      DATABASE_POOL_SIZE: '50',
      DRAIN_SECONDS: '0',
    };
    const shop = await fillShop(env);
    // Imported at once, all would stand at the same instant; products of a real shop were made one after the other.
    await database.rows('UPDATE product SET created_at = created_at - INTERVAL CONV(SUBSTRING(MD5(id), 1, 6), 16, 10) SECOND');
    const perennial = await startProcess<{ url: string }>('perennial-server.ts', { core: SERVER_CORE, env });
    const floor = await startProcess<{ url: string }>('floor-server.ts', { core: SERVER_CORE, env });
    await database.rows('CREATE TABLE floor_event_pending LIKE event_pending');
    const load = await startProcess<null>('load-process.ts', { core: LOAD_CORE, env: {} });
    return new Run(options, shop, { perennial, floor }, load, gateway);
  }

  /** Both targets in turn, in many short slices, each with its answers checked. */
  async measure(name: WorkloadName): Promise<Measured[]> {
    const { database } = this.options;
    const workload = await makeWorkload(name, { shop: this.shop, database, ask: this.asks.perennial });
    const { perennial, floor } = this.servers;
    // Reactions of the same tenant would be captured with the request.
    await database.untilDrained();
    // What is not compiled yet at its first use would be heard differently.
    for (const request of workload.requests.slice(0, 3)) await this.asks.perennial(request);
    const statements = await captureStatements(workload, { server: perennial, ask: this.asks.perennial, tenantId: this.shop.tenantId });
    await floor.ask({ name, statements });
    for (const target of ['perennial', 'floor'] as const) await this.offer(workload, target, { seconds: WARM_SECONDS, from: 0 });
    const slices: Slice[] = [];
    for (let turn = 0; turn < this.options.slices; turn += 1) {
      for (const target of ['perennial', 'floor'] as const) slices.push(await this.busySlice(workload, target, turn));
    }
    const perRequest = { perennial: await this.statementsPerRequest(workload, 'perennial'), floor: await this.statementsPerRequest(workload, 'floor') };
    return (['perennial', 'floor'] as const).map((target) =>
      summaryOf({ workload: name, target, slices, statementsPerRequest: perRequest[target], rssMb: rssMb(this.servers[target].pid) }),
    );
  }

  async close(): Promise<void> {
    const { perennial, floor } = this.servers;
    for (const started of [this.load, perennial, floor, this.gateway]) await started.stop();
  }

  private get asks(): Readonly<Record<Target, Ask>> {
    return { perennial: asking(this.servers.perennial.ready.url), floor: asking(this.servers.floor.ready.url) };
  }

  /** A slice that others on the machine disturbed is measured again; a run in which that does not help fails. */
  private async busySlice(workload: Workload, target: Target, turn: number): Promise<Slice> {
    for (let attempts = 1; ; attempts += 1) {
      const slice = await this.slice(workload, target, turn);
      if (wasBusy(slice, workload.name)) return slice;
      if (attempts === MAX_ATTEMPTS) throw new Error(`${workload.name}: ${target} was not kept busy, so its speed is not known; ${describeBusy(slice)}.`);
    }
  }

  /** Answers are checked while the load is on, but the slice ends with the load. */
  private async slice(workload: Workload, target: Target, turn: number): Promise<Slice> {
    const { sliceSeconds, database } = this.options;
    const checked = { workload, target, shop: this.shop, database, ask: this.asks[target], write: this.asks.perennial };
    const [slice] = await Promise.all([
      measureSlice(target, { pid: this.servers[target].pid, seconds: sliceSeconds }, () => this.offer(workload, target, { seconds: sliceSeconds, from: turn * 13 })),
      checkAnswers(checked, { samples: SAMPLES, from: turn * SAMPLES }),
    ]);
    return slice;
  }

  private async offer({ name, requests, connections, mustContain }: Workload, target: Target, { seconds, from }: { seconds: number; from: number }) {
    const { port, pathname } = new URL(this.servers[target].ready.url);
    const load: Load = { port: Number(port), path: pathname, connections, seconds, requests, mustContain, from };
    const result = await this.load.ask<LoadResult>(load);
    if (result.wrong !== null) throw new Error(`${name}: ${target} gave a wrong answer: ${result.wrong}`);
    return result;
  }

  /** One after the other, at rest, counted by the database itself until the relay is drained. */
  private async statementsPerRequest({ requests }: Workload, target: Target): Promise<number> {
    const questions = await this.options.database.questionsOf(async () => {
      for (const request of requests.slice(0, SEQUENTIAL_REQUESTS)) await this.asks[target](request);
    });
    return questions / SEQUENTIAL_REQUESTS;
  }
}
