import { randomUUID } from 'node:crypto';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { createApollo } from './apollo';
import { addGatewayNotifications } from './gateway-notifications';
import { GRAPHQL_PATH } from './graphql-path';
import { ContextOpener } from './open-context';
import { addPages } from './pages';
import type { Program } from './program';
import { ShortPath } from './short-path';
import { addSupplierMessages } from './supplier-messages';

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
  await app.register(cors, { origin: origins, methods: ['GET', 'POST', 'OPTIONS'], exposedHeaders: ['x-request-id'], maxAge: 86_400 });
  // Pages set their own content security policy; the API answers with JSON only.
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: { policy: 'cross-origin' } });
  answerErrorsAsGraphql(app, program);
  const opener = new ContextOpener(program);
  const openContext = async (request: FastifyRequest) => (await opener.open(credentialsOf(request))).context;
  const shortPath = new ShortPath(program, openContext);
  const apollo = createApollo(program, shortPath);
  await apollo.start();
  let isReady = true;
  addPages(app, program, { isReady: () => isReady });
  // A connection that was kept alive would keep a stopping server waiting for its next request.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isReady) void reply.header('connection', 'close');
    void reply.header('x-request-id', request.id);
    done(null, reply.statusCode >= 400 && typeof payload === 'string' ? withRequestId(payload, request.id) : payload);
  });
  addGatewayNotifications(app, program);
  addSupplierMessages(app, program);
  const byApollo = fastifyApolloHandler(apollo, { context: async (request) => shortPath.contextOf(request) ?? openContext(request) });
  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    handler: async (request, reply) => (await shortPath.answer(request, reply)) ?? byApollo.call(app, request as never, reply as never),
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

/** What Apollo refuses before it has a context (a wrong key, a batch, a request that another site could have sent) gets its id here. */
function withRequestId(body: string, requestId: string): string {
  if (!body.startsWith('{"errors":') || body.includes('"requestId":')) return body;
  const answer = JSON.parse(body) as { errors: { extensions?: object }[] };
  const errors = answer.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ ...answer, errors });
}

function credentialsOf(request: FastifyRequest) {
  const authorization = request.headers.authorization;
  return {
    apiKey: request.headers['x-api-key'] as string | undefined,
    // What is no Bearer token is one that is not good: silently a visitor, she would look for her orders in vain.
    accessToken: authorization?.replace(/^bearer /i, ''),
    requestId: request.id,
  };
}
