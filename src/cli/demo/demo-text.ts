import type { DemoFacts } from './demo-facts';

const QUERY = '{ products(first: 3) { edges { node { name variants(first: 1) { edges { node { sku price { amount currency } available } } } } } } }';

/** What somebody who has just started the demo wants to know. */
export function demoText({ url, wsUrl, gatewayUrl, publishableKey, secretKey, user, staff }: DemoFacts): string {
  const rows: [string, string][] = [
    ['GraphQL', url],
    ['Sandbox', new URL('/sandbox', url).href],
    ['GraphiQL', `${new URL('/graphiql', url).href}  (works without the internet)`],
    ['Websocket', wsUrl],
    ['Mailbox', new URL('/mailbox', url).href],
    ['Sandbox gateway', gatewayUrl],
    ['Publishable key', publishableKey],
    ['Secret key', secretKey],
    ['Customer', `${user.email}  ${user.password}`],
    ['Staff', `${staff.email}  ${staff.password}`],
  ];
  return [
    '',
    'The demo shop is open: real customers and orders of an online shop for gifts, up to December 2011.',
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(16)} ${value}`),
    '',
    'Ask it something:',
    '',
    `  curl -s ${url} -H 'content-type: application/json' -H 'x-api-key: ${publishableKey}' -d '{"query":"${QUERY}"}'`,
    '',
    'Ctrl-C ends it; the next start finds everything as it was.',
  ].join('\n');
}
