import type { Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { execute, getOperationAST, GraphQLError, OperationTypeNode, parse, specifiedRules, validate, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { CloseCode, type Context as SocketContext } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { realClock } from '../kernel/clock';
import type { Context } from '../platform/graphql/context';
import { reportError } from '../platform/graphql/format-error';
import { assertCost, documentRules, MAX_TOKENS } from '../platform/graphql/limits';
import { GRAPHQL_PATH } from './graphql-path';
import { subscribeAnew } from './subscribe-anew';
import type { ContextOpener, OpenedContext } from './open-context';
import type { Program } from './program';

const MAX_FRAME_BYTES = 1_000_000;
const MAX_SUBSCRIPTIONS_PER_SOCKET = 100;
/** setTimeout cannot wait longer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

interface ConnectionParams extends Record<string, unknown> {
  apiKey?: unknown;
  accessToken?: unknown;
}

type SocketExtra = Record<PropertyKey, unknown> & Extra & { opened?: OpenedContext; expiry?: NodeJS.Timeout; running?: number };
type Socket = SocketContext<ConnectionParams, SocketExtra>;

export interface WebsocketServer {
  /** Closes every socket with 1001: clients reconnect elsewhere and go on from their cursor. */
  close(): Promise<void>;
}

/** GraphQL over websocket on the same path and port, with the same contexts, limits and errors as over HTTP. */
export function createWebsocketServer(server: Server, program: Program, opener: ContextOpener): WebsocketServer {
  const { metrics, schema } = program;
  const sockets = new WebSocketServer({ server, path: GRAPHQL_PATH, maxPayload: MAX_FRAME_BYTES });
  const validationRules = [...specifiedRules, ...documentRules()];
  const cleanup = useServer<ConnectionParams, SocketExtra>(
    {
      schema,
      connectionInitWaitTimeout: 10_000,
      onConnect: async (socket) => {
        metrics.sockets.inc();
        socket.extra.running = 0;
        try {
          socket.extra.opened = await openSocket(socket, opener);
        } catch {
          socket.extra.socket.close(CloseCode.Forbidden, 'Forbidden');
          return false;
        }
        closeWhenExpired(socket);
        return true;
      },
      onDisconnect: (socket) => void clearTimeout(socket.extra.expiry),
      onClose: () => metrics.sockets.dec(),
      onSubscribe: async (socket, _id, payload) => {
        // Business time may have moved since the socket was opened, so each operation gets a context of its own.
        const { context } = await openSocket(socket, opener);
        try {
          const document = parse(payload.query, { maxTokens: MAX_TOKENS });
          const errors = validate(schema, document, validationRules);
          if (errors.length > 0) return errors.map((error) => formatted(program, context, error));
          const variables = payload.variables as Record<string, unknown> | undefined;
          assertCost(schema, { document, operationName: payload.operationName, variables });
          const isSubscription = getOperationAST(document, payload.operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
          if (isSubscription && socket.extra.running! >= MAX_SUBSCRIPTIONS_PER_SOCKET) {
            throw new GraphQLError(`A socket may run at most ${MAX_SUBSCRIPTIONS_PER_SOCKET} subscriptions.`, { extensions: { code: 'THROTTLED' } });
          }
          return { schema, document, operationName: payload.operationName, variableValues: variables, contextValue: context };
        } catch (error) {
          return [formatted(program, context, asGraphQLError(error))];
        }
      },
      onOperation: (socket, _id, _payload, _args, result) => {
        if (Symbol.asyncIterator in Object(result)) socket.extra.running! += 1;
      },
      onComplete: (socket) => void (socket.extra.running = Math.max(0, socket.extra.running! - 1)),
      onNext: (_socket, _id, _payload, args, result) => withFormattedErrors(program, args, result),
      onError: (_socket, _id, _payload, errors) => errors,
      execute,
      subscribe: (args) => subscribeAnew(args, metrics.subscriptions),
    },
    sockets,
  );
  return {
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      await cleanup.dispose();
    },
  };
}

/** Opens the context that the connection's parameters name, with a new request id. */
function openSocket(socket: Socket, opener: ContextOpener): Promise<OpenedContext> {
  const { apiKey, accessToken } = socket.connectionParams ?? {};
  if (typeof apiKey !== 'string') throw new GraphQLError('connectionParams need apiKey.', { extensions: { code: 'UNAUTHENTICATED' } });
  return opener.open({ apiKey, accessToken: typeof accessToken === 'string' ? accessToken : undefined, requestId: randomUUID() });
}

/** 4403 and not 4401: graphql-ws clients retry it, and then ask for fresh parameters. */
function closeWhenExpired(socket: Socket): void {
  const expiresAt = socket.extra.opened?.expiresAt;
  if (!expiresAt) return;
  const waitMs = Math.min(expiresAt.getTime() - realClock.now().getTime(), MAX_TIMEOUT_MS);
  socket.extra.expiry = setTimeout(() => socket.extra.socket.close(CloseCode.Forbidden, 'The access token has expired'), waitMs);
  socket.extra.expiry.unref();
}

function withFormattedErrors(program: Program, args: ExecutionArgs, result: ExecutionResult): ExecutionResult {
  const context = args.contextValue as Context;
  const extensions = { ...result.extensions, requestId: context.requestId };
  if (!result.errors) return { ...result, extensions };
  return { ...result, extensions, errors: result.errors.map((error) => formatted(program, context, error)) };
}

function formatted(program: Program, context: Context, error: GraphQLError): GraphQLError {
  const report = reportError(error.toJSON(), error, context.requestId);
  program.metrics.errors.inc({ code: String(report.formatted.extensions?.code) });
  if (report.internal) program.logger.error({ err: report.internal, requestId: context.requestId, path: error.path }, 'a request failed');
  const { message, extensions, path } = report.formatted;
  return new GraphQLError(message, { nodes: error.nodes, positions: error.positions, source: error.source, path, extensions });
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('Internal server error', { originalError: error as Error });
}
