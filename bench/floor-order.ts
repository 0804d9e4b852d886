import type { Pool, PoolConnection } from 'mysql2';
import type { PaymentGateway } from '../src/capabilities/billing/gateways/gateway';
import { Money } from '../src/kernel/money';
import type { CapturedStatement } from './perennial-server';
import { Renaming } from './floor-renaming';

type Row = Record<string, unknown>;

export interface Till {
  readonly gateway: PaymentGateway;
  readonly gatewayToken: string;
}

/**
 * Places and pays the captured order once more: the same statements in the same two transactions, with the charge between them, and
 * with ids, number and times of its own. Events go into a table beside Perennial's, so that its worker does not find them.
 */
export async function placeOrderAgain(pool: Pool, captured: readonly CapturedStatement[], till: Till): Promise<object> {
  const renaming = new Renaming(captured);
  const [placing, settling] = transactionsIn(captured);
  await inTransaction(pool, (connection) => runAll(connection, placing!, renaming));
  await charge(captured, renaming, till);
  await inTransaction(pool, (connection) => runAll(connection, settling!, renaming));
  return answerOf(captured, renaming);
}

function transactionsIn(captured: readonly CapturedStatement[]): CapturedStatement[][] {
  const transactions: CapturedStatement[][] = [];
  for (const statement of captured) {
    if (statement.sql === 'START TRANSACTION') transactions.push([]);
    else if (statement.sql !== 'COMMIT') transactions.at(-1)!.push(statement);
  }
  return transactions;
}

async function runAll(connection: PoolConnection, statements: readonly CapturedStatement[], renaming: Renaming): Promise<void> {
  for (const { sql, parameters } of statements) {
    const rows = await run(connection, renaming.sql(sql), renaming.parameters(sql, parameters));
    if (sql.startsWith('/* invoice_counter */')) renaming.countFrom(Number((rows as Row[])[0]!.last));
  }
}

async function charge(captured: readonly CapturedStatement[], renaming: Renaming, { gateway, gatewayToken }: Till): Promise<void> {
  const payment = renaming.inserted(captured, 'payment');
  await gateway.charge({
    key: String(payment.gateway_key),
    gatewayToken,
    amount: Money.of(BigInt(payment.amount_minor as number), String(payment.currency)),
    at: new Date(),
    metadata: { tenantId: String(payment.tenant_id), attemptId: String(payment.id) },
    isOffSession: false,
  });
}

function answerOf(captured: readonly CapturedStatement[], renaming: Renaming): object {
  const { id, number, currency, total_minor: total } = renaming.inserted(captured, 'orders');
  const order = { id, number, status: 'CONFIRMED', chargeStatus: 'FULL', total: { amountMinor: Number(total), currency } };
  return { orderPlace: { order, userErrors: [] } };
}

async function inTransaction(pool: Pool, work: (connection: PoolConnection) => Promise<void>): Promise<void> {
  const connection = await new Promise<PoolConnection>((resolve, reject) => {
    pool.getConnection((error, acquired) => (error ? reject(error) : resolve(acquired)));
  });
  try {
    await run(connection, 'START TRANSACTION', []);
    await work(connection);
    await run(connection, 'COMMIT', []);
  } catch (error) {
    await run(connection, 'ROLLBACK', []);
    throw error;
  } finally {
    connection.release();
  }
}

function run(connection: PoolConnection, sql: string, parameters: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(sql, parameters as unknown[], (error, result) => (error ? reject(error) : resolve(result)));
  });
}
