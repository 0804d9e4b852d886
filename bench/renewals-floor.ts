import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { createPool, type PoolConnection } from 'mysql2/promise';
import { embeddedSandboxGateway } from '../src/capabilities/billing/gateways/sandbox-embedded';
import { openSandboxLedger } from '../src/capabilities/billing/gateways/sandbox-ledger';
import { Money } from '../src/kernel/money';
import type { BatchStep, SentCharge } from './renewals-worker';
import { answerMessages } from './servers';

/** So many batches at once as Perennial runs. */
const LANES = 3;

export interface FloorRenewals {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/** The very statements and charges of Perennial's batches, through mysql2 and the same gateway, on the same rows. */
async function serve(): Promise<void> {
  const pool = createPool({
    uri: process.env.DATABASE_URL!,
    connectionLimit: LANES,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    jsonStrings: true,
    trace: false,
  });
  const gateway = embeddedSandboxGateway(await openSandboxLedger({ file: process.env.LEDGER! }));
  const charge = async ({ amountMinor, currency, ...request }: SentCharge) => {
    const { status } = await gateway.charge({ ...request, amount: Money.of(amountMinor, currency) });
    if (status !== 'SUCCEEDED') throw new Error(`a charge of the floor is ${status}`);
  };
  const batches = deserialize(readFileSync(process.env.BATCHES!)) as BatchStep[][];
  answerMessages({}, async (): Promise<FloorRenewals> => {
    const latenciesMs: number[] = [];
    const startedAt = performance.now();
    const left = batches.values();
    const lane = async () => {
      const connection = await pool.getConnection();
      await connection.query(`SET SESSION tx_isolation = 'READ-COMMITTED', time_zone = '+00:00'`);
      for (const batch of left) {
        const batchStartedAt = performance.now();
        await runBatch(connection, batch, charge);
        for (const step of batch) if ('charge' in step) latenciesMs.push(performance.now() - batchStartedAt);
      }
      connection.release();
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return { seconds: (performance.now() - startedAt) / 1_000, latenciesMs };
  });
}

async function runBatch(connection: PoolConnection, batch: readonly BatchStep[], charge: (sent: SentCharge) => Promise<void>): Promise<void> {
  let charging: Promise<void>[] = [];
  for (const step of batch) {
    if ('charge' in step) {
      charging.push(charge(step.charge));
    } else {
      await Promise.all(charging);
      charging = [];
      await connection.query(step.sql, step.parameters as never[]);
    }
  }
}

void serve();
