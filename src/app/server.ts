import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, type Config } from '../platform/config/config';
import { GRAPHQL_PATH } from './graphql-path';
import { createHttpServer } from './http';
import type { Program } from './program';
import { createWebsocketServer } from './websocket';
import { Worker } from './worker';

export interface RunningServer {
  /** Of GraphQL over HTTP. */
  readonly url: string;
  readonly wsUrl: string;
  readonly baseUrl: string;
  /** Drains and ends: readiness says so first, then no new requests, sockets closed with 1001, requests and jobs under way finished. */
  stop(): Promise<void>;
}

/** Starts the role that the configuration names. */
export async function startServer(program: Program): Promise<RunningServer> {
  const { config } = program;
  const worker = config.PERENNIAL_ROLE === 'api' ? null : new Worker(program);
  // A worker serves health and metrics too.
  const http = await createHttpServer(program);
  await http.app.listen({ host: config.HOST, port: config.PORT }).catch((error: unknown) => {
    throw listenError(config, error);
  });
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
      // No new jobs from now on. New requests still come until whoever sends them has seen that /health/ready answers 503.
      const lastJobs = worker?.stop();
      http.stopAccepting();
      await sleep(config.DRAIN_SECONDS * 1_000);
      const isDone = await withinLimit(Promise.all([websockets.close(), http.app.close(), lastJobs]), config.SHUTDOWN_SECONDS);
      if (!isDone) program.logger.warn({ seconds: config.SHUTDOWN_SECONDS }, 'gave up waiting for requests and jobs under way');
      // What was given up still holds its connections.
      await withinLimit(program.close(), isDone ? config.SHUTDOWN_SECONDS : 0);
    },
  };
}

/** The sentence for a port or an address that cannot be had; other errors as they are. */
export function listenError({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>, error: unknown): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'EADDRINUSE') return new ConfigError(`PORT ${PORT} is taken by another program; set another one.`, { cause: error });
  if (code === 'EACCES') return new ConfigError(`PORT ${PORT} is for the superuser only; set another one.`, { cause: error });
  if (!['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code)) return error;
  return new ConfigError(`HOST ${HOST} is no address of this machine; 127.0.0.1 is, and 0.0.0.0 for all of them.`, { cause: error });
}

/** A request that never ends must not keep the process alive for ever: false when the time was up. */
async function withinLimit(work: Promise<unknown>, seconds: number): Promise<boolean> {
  const limit = new AbortController();
  const timeUp = sleep(seconds * 1_000, false, { signal: limit.signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), timeUp]);
  limit.abort();
  return isDone;
}
