import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpServer, GRAPHQL_PATH } from './http';
import type { Program } from './program';
import { createWebsocketServer } from './websocket';
import { Worker } from './worker';

export interface RunningServer {
  /** Of GraphQL over HTTP. */
  readonly url: string;
  readonly wsUrl: string;
  readonly baseUrl: string;
  /** Drains and ends: no new requests, sockets closed with 1001, requests and jobs under way finished. */
  stop(): Promise<void>;
}

/** Starts the role that the configuration names. */
export async function startServer(program: Program): Promise<RunningServer> {
  const { config } = program;
  const worker = config.PERENNIAL_ROLE === 'api' ? null : new Worker(program);
  // A worker serves health and metrics too.
  const http = await createHttpServer(program);
  await http.app.listen({ host: config.HOST, port: config.PORT });
  const websockets = createWebsocketServer(http.app.server, program, http.opener);
  worker?.start();
  const { port } = http.app.server.address() as AddressInfo;
  const host = config.HOST === '0.0.0.0' || config.HOST === '127.0.0.1' ? 'localhost' : config.HOST;
  const baseUrl = `http://${host}:${port}`;
  return {
    baseUrl,
    url: `${baseUrl}${GRAPHQL_PATH}`,
    wsUrl: `${baseUrl.replace('http', 'ws')}${GRAPHQL_PATH}`,
    stop: async () => {
      http.stopAccepting();
      await websockets.close();
      await withinLimit(Promise.all([http.app.close(), worker?.stop()]), config.SHUTDOWN_SECONDS);
      await program.close();
    },
  };
}

/** A request that never ends must not keep the process alive for ever. */
async function withinLimit(work: Promise<unknown>, seconds: number): Promise<void> {
  const limit = new AbortController();
  await Promise.race([work, sleep(seconds * 1_000, undefined, { signal: limit.signal }).catch(() => undefined)]);
  limit.abort();
}
