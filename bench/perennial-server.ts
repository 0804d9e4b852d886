import { openProgram, type Program } from '../src/app/program';
import { startServer } from '../src/app/server';
import { readConfig } from '../src/platform/config/config';
import type { Pool, SqlValue } from '../src/platform/database/engine';
import { createLogger } from '../src/platform/observability/logger';
import { answerMessages } from './servers';

export interface CapturedStatement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** Begins to capture the statements of a tenant, or ends it; the answer to the second are the statements. */
export interface Capture {
  readonly capture: string | null;
}

/** What `perennial serve` starts, and an ear for the benchmark, which is closed while it measures. */
async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const program = await openProgram(config, createLogger(config.LOG_LEVEL));
  const server = await startServer(program);
  let captured: CapturedStatement[] = [];
  answerMessages({ url: server.url }, ({ capture }: Capture) => {
    const statements = captured;
    captured = [];
    listen(program, capture, captured);
    return statements;
  });
}

function listen({ database }: Program, tenantId: string | null, captured: CapturedStatement[]): void {
  database.onStatement =
    tenantId === null
      ? null
      : ({ sql, parameters, tenantId: whose }) => {
          if (whose === tenantId) captured.push({ sql, parameters });
        };
  markTransactions((database as unknown as { pool: Pool }).pool, captured, tenantId !== null);
}

/** The pool itself begins and ends transactions; the statement logger does not hear of it. */
function markTransactions(pool: Pool, captured: CapturedStatement[], isOn: boolean): void {
  const whole = Object.getPrototypeOf(pool) as Pool;
  pool.transaction = !isOn
    ? whole.transaction
    : (action) =>
        whole.transaction.call(pool, async (connection) => {
          captured.push({ sql: 'START TRANSACTION', parameters: [] });
          const result = await action(connection);
          captured.push({ sql: 'COMMIT', parameters: [] });
          return result;
        }) as never;
}

void serve();
