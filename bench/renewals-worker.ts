import { serialize } from 'node:v8';
import { writeFileSync } from 'node:fs';
import { openProgram, type Program } from '../src/app/program';
import { Worker } from '../src/app/worker';
import { paymentGatewayPort } from '../src/capabilities/billing/contract';
import type { ChargeRequest, PaymentGateway } from '../src/capabilities/billing/gateways/gateway';
import { embeddedSandboxGateway } from '../src/capabilities/billing/gateways/sandbox-embedded';
import { openSandboxLedger } from '../src/capabilities/billing/gateways/sandbox-ledger';
import { billCycleJob } from '../src/capabilities/subscriptions/jobs/bill-cycle.job';
import { readConfig } from '../src/platform/config/config';
import type { Connection, Pool, SqlValue } from '../src/platform/database/engine';
import { createLogger } from '../src/platform/observability/logger';
import { memoryNow } from './memory';
import { answerMessages } from './servers';

/** What a batch of renewals did, in order: statements, and charges beside each other. */
export type BatchStep = { readonly sql: string; readonly parameters: readonly SqlValue[] } | { readonly charge: SentCharge };

export interface SentCharge extends Omit<ChargeRequest, 'amount'> {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** RUN starts the worker; MEMORY says what it holds; CAPTURE writes down what some renewals do, one batch after the other; STOP ends it and says how long renewals took. */
export type WorkerMessage = { readonly run: true } | { readonly memory: true } | { readonly capture: number; readonly file: string } | { readonly stop: true };

/** The worker of a deployment, with the sandbox gateway in its own process. */
async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const program = await openProgram(config, createLogger('error'), { migrate: false });
  const ledger = await openSandboxLedger({ file: process.env.LEDGER! });
  const gateway = embeddedSandboxGateway(ledger);
  program.ports.plug(paymentGatewayPort, gateway);
  const worker = new Worker(program);
  const latenciesMs = timeCrowds();
  answerMessages({}, async (message: WorkerMessage) => {
    if ('run' in message) return worker.start();
    if ('memory' in message) return memoryNow();
    if ('capture' in message) return capture(program, gateway, message);
    await worker.stop();
    await program.close();
    await ledger.close();
    return latenciesMs;
  });
}

/** How long each renewal took, from its claim to its payment: as long as the crowd that it was in. */
function timeCrowds(): number[] {
  const latenciesMs: number[] = [];
  const job = billCycleJob as { -readonly [Key in keyof typeof billCycleJob]: (typeof billCycleJob)[Key] };
  const run = job.runTogether!;
  job.runTogether = async (desk, payloads) => {
    const startedAt = performance.now();
    const outcomes = await run(desk, payloads);
    payloads.forEach(() => latenciesMs.push(performance.now() - startedAt));
    return outcomes;
  };
  return latenciesMs;
}

async function capture(program: Program, gateway: PaymentGateway, { capture: count, file }: { capture: number; file: string }): Promise<number> {
  const batches: BatchStep[][] = [];
  let done = 0;
  const hear = (step: BatchStep) => void batches.at(-1)!.push(step);
  hearStatements(program, hear);
  program.ports.plug(paymentGatewayPort, {
    ...gateway,
    charge: ({ amount, ...request }) => {
      done += 1;
      hear({ charge: { ...request, amountMinor: amount.amountMinor, currency: amount.currency } });
      return gateway.charge({ amount, ...request });
    },
  });
  while (done < count) {
    batches.push([]);
    const runs = await program.jobs.startDue(1);
    if (runs.length === 0) break;
    await Promise.all(runs);
  }
  writeFileSync(file, serialize(batches.filter((batch) => batch.some((step) => 'charge' in step))));
  return done;
}

/** Between the program and its pools, where transactions begin and end. */
function hearStatements({ database }: Program, hear: (step: BatchStep) => void): void {
  const { pool, background } = database as unknown as Record<'pool' | 'background', { -readonly [Key in keyof Pool]: Pool[Key] }>;
  for (const one of new Set([pool, background])) {
    const { transaction } = Object.getPrototypeOf(one) as Pool;
    const own = heard({ query: one.query.bind(one), execute: one.execute.bind(one) }, hear);
    Object.assign(one, own);
    one.transaction = async (work) => {
      hear({ sql: 'START TRANSACTION', parameters: [] });
      const result = await transaction.call(one, (connection: Connection) => work(heard(connection, hear)));
      hear({ sql: 'COMMIT', parameters: [] });
      return result as never;
    };
  }
}

function heard(connection: Connection, hear: (step: BatchStep) => void): Connection {
  return {
    query: (sql, parameters) => {
      hear({ sql, parameters });
      return connection.query(sql, parameters);
    },
    execute: (sql, parameters) => {
      hear({ sql, parameters });
      return connection.execute(sql, parameters);
    },
  };
}

void serve();
