import type { Ask } from './ask';
import { floorKey } from './floor-key';
import type { LoadRequest } from './load';
import type { Capture, CapturedStatement } from './perennial-server';
import type { Started } from './servers';
import type { Workload } from './workloads';

/** The statements that Perennial's own statement logger hears for each request of a workload: what the floor runs. */
export async function captureStatements(
  { name, requests }: Workload,
  { server, ask, tenantId }: { server: Started<unknown>; ask: Ask; tenantId: string },
): Promise<Map<string, readonly CapturedStatement[]>> {
  const captured = new Map<string, readonly CapturedStatement[]>();
  for (const request of name === 'W3' ? requests.slice(0, 1) : requests) {
    const statements = await statementsOf(request, { server, ask, tenantId });
    captured.set(name === 'W3' ? '' : keyOf(request), name === 'W3' ? orderIn(statements) : statements);
  }
  return captured;
}

function keyOf({ body, headers }: LoadRequest): string {
  return floorKey(body, headers.authorization);
}

async function statementsOf(request: LoadRequest, { server, ask, tenantId }: { server: Started<unknown>; ask: Ask; tenantId: string }) {
  await server.ask({ capture: tenantId } satisfies Capture);
  await ask(request);
  return server.ask<CapturedStatement[]>({ capture: null } satisfies Capture);
}

/** The two transactions that place an order and settle its charge, without those of the worker beside them. */
function orderIn(statements: readonly CapturedStatement[]): CapturedStatement[] {
  const transactions: CapturedStatement[][] = [];
  for (const statement of statements) {
    if (statement.sql === 'START TRANSACTION') transactions.push([]);
    transactions.at(-1)?.push(statement);
  }
  return transactions.filter((one) => one.some(({ sql }) => /^\/\* (orders: insert|payment: save) /.test(sql))).flat();
}
