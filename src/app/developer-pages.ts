import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newestMails } from '../platform/messages/mailbox';
import { browserFiles, findBrowserFile, type BrowserFile } from './browser-files';
import { GRAPHQL_PATH } from './graphql-path';
import { graphiqlPage, indexPage, mailboxPage, sandboxPage, type Page } from './pages-html';
import type { Program } from './program';

/**
 * Pages for developers: Apollo Sandbox, and GraphiQL from our own files for machines without the internet; the development
 * mailbox where MAILBOX=true. Off in production.
 */
export function addDeveloperPages(app: FastifyInstance, { config, database }: Program): void {
  if (config.NODE_ENV === 'production') return;
  app.get('/', (_request, reply) => show(reply, indexPage({ withMailbox: config.MAILBOX })));
  app.get('/graphiql', (_request, reply) => show(reply, graphiqlPage()));
  app.get('/sandbox', (_request, reply) => show(reply, sandboxPage()));
  if (config.MAILBOX) app.get('/mailbox', async (_request, reply) => show(reply, mailboxPage(await newestMails(database))));
  app.get<{ Params: { file: string } }>('/assets/:file', ({ params }, reply) => sendFile(reply, params.file));
  app.addHook('onRequest', async (request, reply) => {
    if (isBrowserAtTheApi(request)) return show(reply, sandboxPage());
  });
}

/** Somebody typed the API's address into a browser; a client that asks by GET sends a query. */
function isBrowserAtTheApi({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && url === GRAPHQL_PATH && Boolean(headers.accept?.includes('text/html'));
}

function show(reply: FastifyReply, { html, contentSecurityPolicy }: Page): FastifyReply {
  return reply.header('content-security-policy', contentSecurityPolicy).type('text/html; charset=utf-8').send(html);
}

async function sendFile(reply: FastifyReply, name: string): Promise<FastifyReply> {
  const file = browserFiles.includes(name as BrowserFile) ? findBrowserFile(name as BrowserFile) : null;
  if (!file) return reply.code(404).send({ message: 'There is no such file. A production installation has those of GraphiQL only when it was built with "npm run build".' });
  return reply
    .header('cache-control', 'public, max-age=300')
    .type(name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8')
    .send(await readFile(file));
}
