import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { addActionRoutes } from './sandbox-action-routes';
import { errorToWire } from './sandbox-errors';
import { Silence } from './sandbox-faults';
import { openSandboxLedger } from './sandbox-ledger';
import type { SandboxLedgerOptions } from './sandbox-ledger';
import { startNotifier } from './sandbox-notifier';
import type { NotifierOptions } from './sandbox-notifier';
import { addControlRoutes, addGatewayRoutes } from './sandbox-routes';

export interface SandboxServerOptions extends SandboxLedgerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host?: string;
  /** Authenticates requests (`authorization: Bearer <secret>`) and signs notifications. */
  readonly secret: string;
  /** How a customer's browser reaches this program, when that is not how the merchant's program does. */
  readonly publicUrl?: string;
  readonly notifications?: Pick<NotifierOptions, 'firstPauseMs' | 'timeoutMs' | 'clock'>;
}

export interface SandboxServer {
  readonly url: string;
  /** Drops the connections that were never answered, and lets go of the file. */
  close(): Promise<void>;
}

/** The sandbox gateway as a program of its own. Throws when the port or the file is taken. */
export async function serveSandboxGateway(options: SandboxServerOptions): Promise<SandboxServer> {
  const { secret, port, host = '127.0.0.1', publicUrl, notifications } = options;
  if (secret.length === 0) throw new Error('the sandbox gateway needs a secret');
  const ledger = await openSandboxLedger(options);
  const app = newApp();
  let url = '';
  const actionsUrl = (): string => `${publicUrl ?? url}/actions`;
  app.get('/health', async () => {
    await ledger.checkHealth();
    return { status: 'OK' };
  });
  addActionRoutes(app, { ledger, actionsUrl });
  void app.register(async (withSecret) => {
    withSecret.addHook('onRequest', async (request, reply) => {
      if (!isAuthorized(request.headers.authorization, secret)) return refuseStranger(reply);
    });
    addGatewayRoutes(withSecret, { ledger, actionsUrl });
    addControlRoutes(withSecret, { ledger, actionsUrl });
  });
  try {
    url = await app.listen({ port, host });
  } catch (error) {
    await ledger.close();
    throw error;
  }
  const notifier = startNotifier({ ledger, secret, ...notifications });
  const close = async (): Promise<void> => {
    await app.close();
    await notifier.close();
    await ledger.close();
  };
  return { url, close };
}

function newApp(): FastifyInstance {
  const app = Fastify({
    // Without it, closing would wait for ever for the requests that are never answered.
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
    // A key has up to 255 characters, each up to 9 after URL encoding; longer ones would look like an unknown address.
    routerOptions: { maxParamLength: 255 * 9 },
  });
  // An HTML form sends this type, with an empty body.
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Silence) return void reply.hijack();
    const { httpStatus, answer } = errorToWire(error);
    return reply.code(httpStatus).send(answer);
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'REJECTED', message: 'There is no such address.' }));
  return app;
}

async function refuseStranger(reply: FastifyReply): Promise<FastifyReply> {
  return reply.code(401).send({ code: 'UNAUTHENTICATED', message: 'The secret is missing or wrong.' });
}

/** Compares digests, so that neither length nor time tells anything of the secret. */
function isAuthorized(authorization: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${secret}`));
}
