import { openProgram, type Program } from '../src/app/program';
import { startServer } from '../src/app/server';
import { readConfig } from '../src/platform/config/config';
import type { Connection, Pool, SqlValue } from '../src/platform/database/engine';
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

/**
 * Hears what the statement logger hears, one place deeper, where transactions begin and end: what a transaction did stands together
 * when it commits, whatever others did meanwhile.
 */
function listen({ database }: Program, tenantId: string | null, captured: CapturedStatement[]): void {
  const { pool } = database as unknown as { pool: { -readonly [Key in keyof Pool]: Pool[Key] } };
  const { query, transaction } = Object.getPrototypeOf(pool) as Pool;
  Object.assign(pool, { query, transaction });
  if (tenantId === null) return;
  const hear = (into: CapturedStatement[], sql: string, parameters: readonly SqlValue[]) => {
    if (parameters.includes(tenantId)) into.push({ sql, parameters });
  };
  pool.query = (sql, parameters) => {
    hear(captured, sql, parameters);
    return query.call(pool, sql, parameters);
  };
  pool.transaction = async (work) => {
    const own: CapturedStatement[] = [];
    const result = await transaction.call(pool, (connection: Connection) => work(heard(connection, (sql, parameters) => hear(own, sql, parameters))));
    captured.push({ sql: 'START TRANSACTION', parameters: [] }, ...own, { sql: 'COMMIT', parameters: [] });
    return result as never;
  };
}

function heard(connection: Connection, hear: (sql: string, parameters: readonly SqlValue[]) => void): Connection {
  return {
    query: (sql, parameters) => {
      hear(sql, parameters);
      return connection.query(sql, parameters);
    },
    execute: (sql, parameters) => {
      hear(sql, parameters);
      return connection.execute(sql, parameters);
    },
  };
}

void serve();
