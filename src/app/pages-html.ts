import { escapeHtml } from '../kernel/html';
import type { newestMails } from '../platform/messages/mailbox';

type ShownMail = Awaited<ReturnType<typeof newestMails>>[number];

const SANDBOX_CDN = 'https://embeddable-sandbox.cdn.apollographql.com';

/** A page and what its browser may load for it. */
export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const closed = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const plainPolicy = `${closed}; style-src 'self'; img-src data:`;

export function indexPage({ withMailbox }: { withMailbox: boolean }): Page {
  const entries = [
    ['/graphiql', 'GraphiQL', 'Try queries, mutations and subscriptions. Works without the internet.'],
    ['/sandbox', 'Apollo Sandbox', 'The same with Apollo\'s explorer, which comes from Apollo\'s servers.'],
    ...(withMailbox ? [['/mailbox', 'Mailbox', 'The mails that this server would have sent.']] : []),
    ['/health/ready', 'Health', 'Whether this process takes requests.'],
    ['/metrics', 'Metrics', 'For Prometheus.'],
  ];
  const list = entries.map(([path, name, what]) => `<dt><a href="${path}">${name}</a></dt><dd>${what}</dd>`).join('\n');
  return {
    html: document('Perennial', `<main><h1>Perennial</h1><p>The API is at <code>/graphql</code>. This page and what it links to are off in production.</p><dl>${list}</dl></main>`),
    contentSecurityPolicy: plainPolicy,
  };
}

export function graphiqlPage(): Page {
  const scripts = ['react.production.min.js', 'react-dom.production.min.js', 'graphiql.min.js', 'graphql-ws.min.js', 'graphiql-start.js'];
  return {
    html: document('GraphiQL', '<div id="graphiql">Loading ...</div>', {
      styles: ['graphiql.min.css'],
      scripts: scripts.map((file) => `/assets/${file}`),
    }),
    // The editor places its lines by style attributes. Its fonts stand in its style sheet.
    contentSecurityPolicy: `${closed}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; connect-src 'self' ws: wss:`,
  };
}

export function sandboxPage(): Page {
  const offline = '<p id="offline">Apollo Sandbox comes from Apollo\'s servers, which cannot be reached. <a href="/graphiql">GraphiQL</a> works without the internet.</p>';
  return {
    html: document('Apollo Sandbox', `<div id="sandbox">${offline}</div>`, {
      scripts: [`${SANDBOX_CDN}/v2/embeddable-sandbox.umd.production.min.js`, '/assets/sandbox-start.js'],
    }),
    contentSecurityPolicy: `${closed}; script-src 'self' ${SANDBOX_CDN}; style-src 'self'; img-src data:; frame-src https://sandbox.embed.apollographql.com; connect-src 'self' ws: wss:`,
  };
}

export function mailboxPage(mails: readonly ShownMail[]): Page {
  const articles = mails.map(
    ({ tenantId, toAddress, subject, text, createdAt }) =>
      `<article><h2>${escapeHtml(subject)}</h2><p class="about">to ${escapeHtml(toAddress)} by ${escapeHtml(tenantId)}, ${createdAt.toISOString()}</p>` +
      `<pre>${escapeHtml(text)}</pre></article>`,
  );
  const content = articles.length > 0 ? articles.join('\n') : '<p>No mail has been sent yet.</p>';
  return {
    html: document('Mailbox', `<main><h1>Mailbox</h1><p>The newest mails of all tenants, at most 100. Nobody received them.</p>${content}</main>`),
    contentSecurityPolicy: plainPolicy,
  };
}

function document(title: string, body: string, { styles = [], scripts = [] }: { styles?: readonly string[]; scripts?: readonly string[] } = {}): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    '<link rel="icon" href="data:,">',
    ...['pages.css', ...styles].map((file) => `<link rel="stylesheet" href="/assets/${file}">`),
    '</head>',
    '<body>',
    body,
    ...scripts.map((source) => `<script src="${source}"></script>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
