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
const DEADLOCK = 1213;

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

type Statement = Exclude<BatchStep, { charge: SentCharge }>;
type Unit = { readonly statements: readonly Statement[] } | { readonly charges: readonly SentCharge[] };

/** One after the other, as the worker claims: another lane would find other rows than were heard. */
let claiming: Promise<unknown> = Promise.resolve();

async function runBatch(connection: PoolConnection, batch: readonly BatchStep[], charge: (sent: SentCharge) => Promise<void>): Promise<void> {
  const [look, claim, ...rest] = unitsOf(batch);
  const claimed = claiming.then(async () => {
    for (const unit of [look!, claim!]) if ('statements' in unit) await runStatements(connection, unit.statements);
  });
  claiming = claimed.catch(() => undefined);
  await claimed;
  for (const unit of rest) {
    if ('charges' in unit) await Promise.all(unit.charges.map(charge));
    else await runStatements(connection, unit.statements);
  }
}

/** A deadlock runs the transaction again, as it does in Perennial. */
async function runStatements(connection: PoolConnection, statements: readonly Statement[]): Promise<void> {
  try {
    for (const { sql, parameters } of statements) await connection.query(sql, parameters as never[]);
  } catch (error) {
    if ((error as { errno?: number }).errno !== DEADLOCK) throw error;
    await connection.query('ROLLBACK');
    await runStatements(connection, statements);
  }
}

/** Transactions, single statements, and charges that are made at once. */
function unitsOf(batch: readonly BatchStep[]): Unit[] {
  const units: { statements: Statement[]; charges: SentCharge[] }[] = [];
  let isInTransaction = false;
  for (const step of batch) {
    const last = units.at(-1);
    if ('charge' in step) {
      if (last && last.charges.length > 0) last.charges.push(step.charge);
      else units.push({ statements: [], charges: [step.charge] });
      continue;
    }
    if (isInTransaction) last!.statements.push(step);
    else units.push({ statements: [step], charges: [] });
    if (step.sql === 'START TRANSACTION') isInTransaction = true;
    if (step.sql === 'COMMIT') isInTransaction = false;
  }
  return units.map(({ statements, charges }) => (charges.length > 0 ? { charges } : { statements }));
}

void serve();
