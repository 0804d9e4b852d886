import 'reflect-metadata';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool, type Pool } from 'mysql2';
import { answerFrom, type Row } from './floor-answers';
import { sandboxGateway } from '../src/capabilities/billing/contract';
import { readConfig } from '../src/platform/config/config';
import { placeOrderAgain, type Till } from './floor-order';
import { floorKey } from './floor-key';
import type { CapturedStatement } from './perennial-server';
import { answerMessages } from './servers';
import type { WorkloadName } from './workloads';

/** The statements of each request of a workload, by `floorKey`. */
export interface FloorWork {
  readonly name: WorkloadName;
  readonly statements: ReadonlyMap<string, readonly CapturedStatement[]>;
}

let work: FloorWork;
const till = openTill();
// The options of Perennial's own pool.
const pool = createPool({
  uri: process.env.DATABASE_URL!,
  connectionLimit: Number(process.env.DATABASE_POOL_SIZE),
  charset: 'utf8mb4_bin',
  timezone: 'Z',
  dateStrings: true,
  supportBigNumbers: true,
  bigNumberStrings: false,
  jsonStrings: true,
  trace: false,
});

async function openTill(): Promise<Till> {
  const { SANDBOX_GATEWAY_URL: url, SANDBOX_GATEWAY_SECRET: secret } = readConfig(process.env);
  const gateway = sandboxGateway({ url, secret });
  const { gatewayToken } = await gateway.attach({ key: 'the floor', token: 'sandbox_succeeds', at: new Date() });
  return { gateway, gatewayToken };
}

/** Bare node:http, mysql2 and JSON.stringify: no GraphQL, no limits, no tenancy but what the statements have. */
const server = createServer((request, response) => {
  void bodyOf(request)
    .then(async (body) => {
      const statements = work.statements.get(work.name === 'W3' ? '' : floorKey(body, request.headers.authorization))!;
      if (work.name === 'W3') return placeOrderAgain(pool, statements, await till);
      const results: Row[][] = [];
      for (const { sql, parameters } of statements) results.push(await query(pool, sql, parameters));
      return answerFrom(work.name, results);
    })
    .then((data) => {
      const text = JSON.stringify({ data });
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
    })
    .catch((error: unknown) => {
      const text = String((error as Error).stack);
      response.writeHead(500, { 'content-length': Buffer.byteLength(text) }).end(text);
    });
});

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => resolve(body)).on('error', reject);
  });
}

function query(on: Pool, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    on.query(sql, parameters as unknown[], (error, rows) => (error ? reject(error) : resolve(rows as Row[])));
  });
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerMessages({ url: `http://127.0.0.1:${port}/` }, (next: FloorWork) => {
    work = next;
  });
});
