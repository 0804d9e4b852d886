import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Context } from '../platform/graphql/context';
import { reportError } from '../platform/graphql/format-error';
import { assertCost, documentRules, MAX_TOKENS } from '../platform/graphql/limits';
import { addGatewayNotifications } from './gateway-notifications';
import { GRAPHQL_PATH } from './graphql-path';
import { ContextOpener } from './open-context';
import { observeOperation } from './observe-operation';
import { addPages } from './pages';
import type { Program } from './program';

const BODY_LIMIT_BYTES = 1_000_000;

export interface HttpServer {
  readonly app: FastifyInstance;
  readonly opener: ContextOpener;
  /** From now on /health/ready answers 503, so that a load balancer sends nobody any more. */
  stopAccepting(): void;
}

/** The HTTP side: GraphQL, pages for developers, health and metrics. */
export async function createHttpServer(program: Program): Promise<HttpServer> {
  const { config, logger } = program;
  const app: FastifyInstance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  });
  const origins = config.CORS_ORIGINS === '*' ? '*' : config.CORS_ORIGINS.split(',').map((origin) => origin.trim());
  await app.register(cors, { origin: origins, methods: ['GET', 'POST', 'OPTIONS'], maxAge: 86_400 });
  // Pages set their own content security policy; the API answers with JSON only.
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: { policy: 'cross-origin' } });
  answerErrorsAsGraphql(app, program);
  const opener = new ContextOpener(program);
  const apollo = createApollo(program);
  await apollo.start();
  let isReady = true;
  addPages(app, program, { isReady: () => isReady });
  // A connection that was kept alive would keep a stopping server waiting for its next request.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!isReady) void reply.header('connection', 'close');
    done(null, payload);
  });
  addGatewayNotifications(app, program);
  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    handler: fastifyApolloHandler(apollo, { context: async (request) => (await opener.open(credentialsOf(request))).context }),
  });
  app.addHook('onClose', () => apollo.stop());
  return { app, opener, stopAccepting: () => (isReady = false) };
}

/** What fails before Apollo is asked (a body that is too large or no JSON) has the same shape as every other error. */
function answerErrorsAsGraphql(app: FastifyInstance, { logger }: Program): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    const isOurs = status >= 500;
    if (isOurs) logger.error({ err: error, requestId: request.id }, 'a request failed');
    const extensions = { code: isOurs ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST', requestId: request.id };
    return reply.code(status).send({ errors: [{ message: isOurs ? 'Internal server error' : error.message, extensions }] });
  });
}

function credentialsOf(request: FastifyRequest) {
  const authorization = request.headers.authorization;
  return {
    apiKey: request.headers['x-api-key'] as string | undefined,
    accessToken: authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : undefined,
    requestId: request.id,
  };
}

function createApollo(program: Program): ApolloServer<Context> {
  const { config, schema, execute } = program;
  return new ApolloServer<Context>({
    gateway: {
      load: async () => ({
        executor: (request) =>
          execute({
            document: request.document,
            source: request.source,
            operationName: request.operationName,
            variables: request.request.variables,
            context: request.context,
          }) as never,
      }),
      onSchemaLoadOrUpdate: (callback) => {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: async () => undefined,
    },
    introspection: config.NODE_ENV !== 'production',
    hideSchemaDetailsFromClientErrors: config.NODE_ENV === 'production',
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [...documentRules()],
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      requestPlugin(program),
    ],
    // The request plugin adds the request id.
    formatError: (formatted, error) => reportError(formatted, unwrapResolverError(error), undefined).formatted,
  });
}

/** Cost before execution; request id, metrics and the log of our own faults after it. */
function requestPlugin(program: Program): ApolloServerPlugin<Context> {
  return {
    async contextCreationDidFail({ error }) {
      const { formatted, internal } = reportError({ message: error.message, extensions: (error as GraphQLError).extensions }, error, undefined);
      program.metrics.errors.inc({ code: String(formatted.extensions?.code) });
      if (internal) program.logger.error({ err: internal }, 'a context could not be opened');
    },
    async requestDidStart({ contextValue }) {
      const startedAt = performance.now();
      return {
        async didResolveOperation({ document, operation, operationName, request }) {
          if (!operation) throw unknownOperation(request.operationName);
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw websocketOnly();
          assertCost(program.schema, { document, operationName, variables: request.variables });
        },
        async didEncounterErrors({ errors }) {
          for (const error of errors) {
            const { formatted, internal } = reportError(error.toJSON(), error, contextValue.requestId);
            program.metrics.errors.inc({ code: String(formatted.extensions?.code) });
            if (internal) program.logger.error({ err: internal, requestId: contextValue.requestId, path: error.path }, 'a request failed');
          }
        },
        async willSendResponse({ response, operation, operationName }) {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          const { requestId } = contextValue;
          result.extensions = { ...result.extensions, requestId };
          result.errors = result.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
          observeOperation(program, {
            operationName,
            kind: operation?.operation ?? 'unknown',
            milliseconds: performance.now() - startedAt,
            statements: contextValue.scope.meter.statements,
            hasErrors: Boolean(result.errors?.length),
            requestId,
          });
        },
      };
    },
  };
}

function websocketOnly(): GraphQLError {
  return new GraphQLError('Subscriptions are served over a websocket (graphql-transport-ws) at the same address.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

function unknownOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(name ? `The document has no operation named "${name}".` : 'Say which operation of the document to run: operationName.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}
