import type { Shop } from '../../tests/kit/shop';
import { World } from '../../tests/kit/world';
import { browserFiles } from './browser-files';

let world: World;
let production: World;
beforeAll(async () => {
  world = await World.open({ env: { MAILBOX: 'true' } });
  production = await World.open({ env: { MAILBOX: 'true', NODE_ENV: 'production' } });
});
afterAll(async () => {
  await world.close();
  await production.close();
});

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

async function open(path: string, { of = world, accept = BROWSER }: { of?: World; accept?: string } = {}) {
  const response = await fetch(`${of.server.baseUrl}${path}`, { headers: { accept } });
  const policy = response.headers.get('content-security-policy') ?? '';
  const directives = Object.fromEntries(policy.split('; ').map((directive) => [directive.split(' ')[0]!, directive.split(' ').slice(1)]));
  return { status: response.status, type: response.headers.get('content-type'), directives, text: await response.text() };
}

/** Addresses that a page loads by itself. */
const loads = (html: string) => [...html.matchAll(/(?:src|link rel="stylesheet" href)="([^"]+)"/g)].map((match) => match[1]!);

test('GraphiQL comes with everything that it needs from this server', async () => {
  const page = await open('/graphiql');
  expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  const files = loads(page.text);
  expect(files.map((file) => file.replace('/assets/', '')).sort()).toEqual(browserFiles.filter((file) => file !== 'sandbox-start.js').sort());
  for (const file of files) {
    const { status, type, text } = await open(file);
    expect({ file, status, type }).toEqual({ file, status: 200, type: expect.stringMatching(file.endsWith('.css') ? /^text\/css/ : /^text\/javascript/) });
    expect(text.length).toBeGreaterThan(100);
  }
});

test('no page of ours runs a script that is not a file of ours or, for the Sandbox, of Apollo', async () => {
  const policies = Object.fromEntries(
    await Promise.all(['/', '/graphiql', '/sandbox', '/mailbox'].map(async (path) => [path, (await open(path)).directives] as const)),
  );
  expect(policies['/']).toMatchObject({ 'default-src': ["'none'"], 'style-src': ["'self'"] });
  expect(policies['/mailbox']).toEqual(policies['/']);
  expect(policies['/']).not.toHaveProperty('script-src');
  expect(policies['/graphiql']).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"], 'connect-src': ["'self'", 'ws:', 'wss:'] });
  expect(policies['/sandbox']).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'", 'https://embeddable-sandbox.cdn.apollographql.com'],
    'frame-src': ['https://sandbox.embed.apollographql.com'],
  });
});

test('a browser at the API\'s address gets Apollo Sandbox, a client its answer', async () => {
  const page = await open('/graphql');
  expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(page).toEqual(await open('/sandbox'));
  expect(loads(page.text)).toContain('https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js');
  const answer = await fetch(`${world.server.url}?query={__typename}`, { headers: { accept: 'application/json', 'apollo-require-preflight': '1' } });
  expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } });
  expect((await open('/graphql', { accept: 'application/json' })).status).toBe(400);
});

test('the first page leads to the others', async () => {
  const { text } = await open('/');
  const paths = [...text.matchAll(/href="(\/[^"]*)"/g)].map((match) => match[1]!).filter((path) => !path.startsWith('/assets/'));
  expect(paths).toEqual(['/graphiql', '/sandbox', '/mailbox', '/health/ready', '/metrics']);
  for (const path of paths) expect((await open(path)).status).toBe(200);
});

describe('the mailbox', () => {
  async function signUp(shop: Shop, name: string): Promise<string> {
    const { email } = await shop.user({ name });
    await world.settle();
    return email;
  }

  test('shows the mails of all tenants, newest first, and runs nothing that stands in them', async () => {
    expect((await open('/mailbox')).text).toContain('No mail has been sent yet.');
    const first = await signUp(await world.tenant(), 'Ada');
    const second = await signUp(await world.tenant({ name: 'Eve & <Co>' }), '<script>alert("1")</script>');
    const { text } = await open('/mailbox');
    expect(text).not.toContain('<script>');
    expect(text).toContain('Hello &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;,');
    expect(text).toContain('<h2>Welcome to Eve &amp; &lt;Co&gt;</h2>');
    expect(text.indexOf(second)).toBeGreaterThan(0);
    expect(text.indexOf(second)).toBeLessThan(text.indexOf(first));
  });

  test('is there only where MAILBOX=true', async () => {
    const without = await World.open();
    expect((await open('/mailbox', { of: without })).status).toBe(404);
    expect((await open('/', { of: without })).text).not.toContain('/mailbox');
    await without.close();
  });
});

test('a file that is not for browsers is not found', async () => {
  for (const path of ['/assets/package.json', '/assets/..%2fpackage.json', '/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/assets/']) {
    expect((await open(path)).status).toBe(404);
  }
});

test('in production there are none of these pages', async () => {
  for (const path of ['/', '/graphiql', '/sandbox', '/mailbox', '/assets/graphiql.min.js', '/assets/pages.css']) {
    expect({ path, status: (await open(path, { of: production })).status }).toEqual({ path, status: 404 });
  }
  const atTheApi = await open('/graphql', { of: production });
  expect(atTheApi.text).not.toContain('<html');
  expect(atTheApi.status).toBe(400);
});
