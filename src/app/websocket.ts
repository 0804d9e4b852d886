import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute, GraphQLError, type ExecutionResult } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context as SocketContext, type ServerOptions } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { realClock } from '../kernel/clock';
import type { Context } from '../platform/graphql/context';
import { deliverEvents } from './deliver-events';
import { GRAPHQL_PATH } from './graphql-path';
import { observeOperation } from './observe-operation';
import { OperationOpener, type SocketOperation } from './open-operation';
import type { ContextOpener, OpenedContext } from './open-context';
import type { Program } from './program';
import { SharedFrames } from './shared-frames';
import { acceptSockets, sendText } from './websocket-transport';

const MAX_FRAME_BYTES = 1_000_000;
const MAX_OPERATIONS_PER_SOCKET = 100;
/** setTimeout cannot wait longer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const CLOSING_MS = 2_000;
/** The server may not be able to tell right now; clients come back. */
const TRY_AGAIN = 1011;

interface ConnectionParams extends Record<string, unknown> {
  apiKey?: unknown;
  accessToken?: unknown;
}
type Extra = { readonly socket: WebSocket; opened?: OpenedContext; expiry?: NodeJS.Timeout };
type Socket = SocketContext<ConnectionParams, Extra>;

export interface WebsocketOptions {
  readonly initTimeoutMs?: number;
  readonly keepAliveMs?: number;
  /** How soon a key that was revoked ends its open sockets. */
  readonly recheckMs?: number;
}

export interface WebsocketServer {
  /** Closes every socket with 1001: clients reconnect elsewhere and go on from their cursor. */
  close(): Promise<void>;
}

/** GraphQL over websocket on the same path and port, with the same contexts, limits and errors as over HTTP. */
export function createWebsocketServer(
  server: Server,
  program: Program,
  opener: ContextOpener,
  { initTimeoutMs = 10_000, keepAliveMs = 12_000, recheckMs = 30_000 }: WebsocketOptions = {},
): WebsocketServer {
  const { logger, metrics } = program;
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: MAX_FRAME_BYTES, handleProtocols });
  const connected = new Set<Socket>();
  const protocol = makeServer<ConnectionParams, Extra>({
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: async (socket) => {
      if (!(await authenticate(socket, opener, program))) return false;
      connected.add(socket);
      closeWhenExpired(socket);
      return true;
    },
    onClose: (socket) => {
      clearTimeout(socket.extra.expiry);
      connected.delete(socket);
    },
    ...operations(program, opener),
  });
  const stopPings = acceptSockets(sockets, protocol, (socket): Extra => ({ socket }), { logger, metrics, keepAliveMs });
  const rechecks = setInterval(() => void recheck(connected, opener), recheckMs);
  rechecks.unref();
  return {
    close: async () => {
      stopPings();
      clearInterval(rechecks);
      const closed = new Promise<void>((resolve) => sockets.close(() => resolve()));
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      await Promise.race([closed, sleep(CLOSING_MS, undefined, { ref: false })]);
      // Those that do not answer are cut off.
      for (const socket of sockets.clients) socket.terminate();
      await closed;
    },
  };
}

/** How operations are opened, run and answered. */
function operations(program: Program, opener: ContextOpener): Pick<ServerOptions<ConnectionParams, Extra>, 'onSubscribe' | 'onNext' | 'execute' | 'subscribe'> {
  const operationOpener = new OperationOpener(program);
  const shared = new SharedFrames();
  return {
    onSubscribe: async (socket, id, payload) => {
      // Business time may have moved since the socket was opened, so each operation gets a context of its own.
      const opened = await authenticate(socket, opener, program);
      if (!opened) return [new GraphQLError('The socket is closing.', { extensions: { code: 'UNAUTHENTICATED' } })];
      if (Object.keys(socket.subscriptions).length > MAX_OPERATIONS_PER_SOCKET) {
        const error = new GraphQLError(`A socket may run at most ${MAX_OPERATIONS_PER_SOCKET} operations at a time.`, { extensions: { code: 'THROTTLED' } });
        return [operationOpener.formatted(opened.context, error)];
      }
      const send = (text: string) => sendText(socket.extra.socket, `{"id":${JSON.stringify(id)},"type":"next","payload":${text}}`);
      // Each event is answered out of what is true then; in a TEST tenant that is a question of its test clock, too.
      const renew = async () => (opened.isTest ? (await openSocket(socket, opener)).context : opened.context.renewed());
      return operationOpener.open(payload, { context: opened.context, send, renew });
    },
    execute: async (args) => {
      const { source, document, operationName, variableValues, contextValue, operation } = args as SocketOperation;
      const startedAt = performance.now();
      const result = await program.execute({ source, document, operationName, variables: variableValues, context: contextValue });
      observeOperation(program, {
        operationName: operation.name?.value,
        kind: operation.operation,
        milliseconds: performance.now() - startedAt,
        statements: contextValue.scope.meter.statements,
        hasErrors: Boolean(result.errors?.length),
        requestId: contextValue.requestId,
      });
      return result;
    },
    subscribe: (args) => {
      const subscription = args as SocketOperation;
      return deliverEvents(subscription, {
        running: program.metrics.subscriptions,
        join: () => shared.join(subscription.sharingKey),
        execute: async (event) => {
          const contextValue = await subscription.renew();
          const result = await execute({ ...subscription, rootValue: event, contextValue });
          return JSON.stringify(answer(operationOpener, contextValue, result));
        },
        send: subscription.send,
        failure: (error) => operationOpener.formatted(subscription.contextValue, error),
      });
    },
    onNext: (_socket, _id, _payload, args, result) =>
      answer(operationOpener, (args as SocketOperation).contextValue, result as ExecutionResult),
  };
}

function answer(opener: OperationOpener, context: Context, result: ExecutionResult): ExecutionResult {
  const errors = result.errors?.map((error) => opener.formatted(context, error, result.data === undefined));
  return { ...result, ...(errors ? { errors } : {}), extensions: { ...result.extensions, requestId: context.requestId } };
}

/** Opens the context that the connection's parameters name, with a new request id. Throws UNAUTHENTICATED. */
async function openSocket(socket: Socket, opener: ContextOpener): Promise<OpenedContext> {
  const { apiKey, accessToken } = socket.connectionParams ?? {};
  if (typeof apiKey !== 'string') throw new GraphQLError('connectionParams need apiKey.', { extensions: { code: 'UNAUTHENTICATED' } });
  return opener.open({ apiKey, accessToken: typeof accessToken === 'string' ? accessToken : undefined, requestId: randomUUID() });
}

/**
 * Null when the socket was closed: with 4403 for a key or token that is not good, or is no longer (not 4401: graphql-ws clients
 * retry 4403, and then ask for fresh parameters), with 1011 when nobody can tell.
 */
async function authenticate(socket: Socket, opener: ContextOpener, { logger }: Program): Promise<OpenedContext | null> {
  try {
    return (socket.extra.opened = await openSocket(socket, opener));
  } catch (error) {
    if (isRefused(error)) {
      socket.extra.socket.close(CloseCode.Forbidden, 'Forbidden');
    } else {
      logger.error({ err: error }, 'a websocket could not be opened');
      socket.extra.socket.close(TRY_AGAIN, 'Try again');
    }
    return null;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'UNAUTHENTICATED';
}

/** Closes the sockets whose key was revoked meanwhile. Sockets with the same parameters are one question. */
async function recheck(connected: ReadonlySet<Socket>, opener: ContextOpener): Promise<void> {
  const socketsOf = new Map<string, Socket[]>();
  for (const socket of connected) {
    const { apiKey, accessToken } = socket.connectionParams ?? {};
    const key = JSON.stringify([apiKey, accessToken]);
    socketsOf.set(key, [...(socketsOf.get(key) ?? []), socket]);
  }
  for (const same of socketsOf.values()) {
    // When the database does not answer, nobody is sent away.
    const isGone = await openSocket(same[0]!, opener).then(() => false, isRefused);
    if (isGone) for (const { extra } of same) extra.socket.close(CloseCode.Forbidden, 'Forbidden');
  }
}

function closeWhenExpired(socket: Socket): void {
  const expiresAt = socket.extra.opened?.expiresAt;
  if (!expiresAt) return;
  const waitMs = Math.min(expiresAt.getTime() - realClock.now().getTime(), MAX_TIMEOUT_MS);
  socket.extra.expiry = setTimeout(() => socket.extra.socket.close(CloseCode.Forbidden, 'The access token has expired'), waitMs);
  socket.extra.expiry.unref();
}
