import { asSystem, issueInvoice } from '../../../tests/kit/billing';
import { buyer, place, stocked } from '../../../tests/kit/orders';
import { Client, type Data, type Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { createApiKey } from '../tenants/contract';

let world: World;
beforeAll(async () => {
  world = await World.open({ breaks: ['billing.invoice-is-the-sum-of-its-lines', 'stock.open-allocations-add-up-to-allocated', 'orders.allocations-match-the-lines'] });
});
afterAll(() => world.close());

const INVARIANTS = '{ invariants { name description holds violationCount violations } }';

async function invariantsOf(client: Client): Promise<Data[]> {
  return (await client.do(INVARIANTS)).invariants;
}

const brokenIn = (invariants: readonly Data[]) => invariants.filter(({ holds }) => !holds);

/** Does what no action would do. */
const tamper = (shop: Shop, sql: string, parameters = {}) => asSystem(shop, (work) => work.change('tamper', sql, parameters));

/** Codes of the errors with which a document is refused. */
async function codesOf(client: Client, document: string): Promise<string[]> {
  return ((await client.ask(document)).errors ?? []).map(({ extensions }) => extensions.code);
}

describe('invariants', () => {
  test('every invariant of every capability is examined, in the order of THE LIST, and holds in a new shop', async () => {
    const shop = await world.tenant();
    const expected = world.program.capabilities.flatMap(({ invariants = [] }) => invariants);
    expect(expected.length).toBeGreaterThan(15);
    expect(await invariantsOf(shop.server)).toEqual(
      expected.map(({ name, description }) => ({ name, description, holds: true, violationCount: 0, violations: [] })),
    );
  });

  test('an invariant has a name of its own, which opens with its capability', () => {
    const names = world.program.capabilities.flatMap(({ name: capability, invariants = [] }) => invariants.map(({ name }) => [capability, name] as const));
    expect(new Set(names.map(([, name]) => name)).size).toBe(names.length);
    expect(names.filter(([capability, name]) => !new RegExp(`^${capability}(\\.[a-z]+(-[a-z]+)*)$`).test(name))).toEqual([]);
  });

  test('what was changed past the actions is named to staff of its shop, and to nobody else, until it is mended', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const [staff, stranger] = [await shop.user({ role: 'STAFF' }), await other.user({ role: 'ADMIN' })];
    const { id } = await issueInvoice(shop, staff.userId);
    await issueInvoice(other, stranger.userId);
    await tamper(shop, 'UPDATE invoice SET paid_minor = 1 WHERE tenant_id = :tenant AND id = :id', { id });
    const broken = {
      name: 'billing.paid-is-received-less-given-back',
      description: expect.stringContaining('refunds that succeeded'),
      holds: false,
      violationCount: 1,
      violations: [id],
    };
    expect(brokenIn(await invariantsOf(staff))).toEqual([broken]);
    expect(brokenIn(await invariantsOf(stranger))).toEqual([]);
    expect(brokenIn(await invariantsOf(other.server))).toEqual([]);
    await tamper(shop, 'UPDATE invoice SET paid_minor = 0 WHERE tenant_id = :tenant AND id = :id', { id });
    expect(brokenIn(await invariantsOf(staff))).toEqual([]);
  });

  test('all violations are counted, and the first 20 are named', async () => {
    const shop = await world.tenant();
    const ids: string[] = [];
    while (ids.length < 22) ids.push((await issueInvoice(shop, null)).id);
    await tamper(shop, 'UPDATE invoice_line SET tax_minor = 1 WHERE tenant_id = :tenant');
    const [broken, ...more] = brokenIn(await invariantsOf(shop.server));
    expect(more).toEqual([]);
    expect(broken).toMatchObject({ name: 'billing.invoice-is-the-sum-of-its-lines', violationCount: 22, violations: ids.sort().slice(0, 20) });
  });

  test('a thing that breaks a rule twice is one violation', async () => {
    const shop = await world.tenant();
    const lines = [await stocked(shop, 5), await stocked(shop, 5)].map((variantId) => ({ variantId, quantity: 2 }));
    const { client, paymentMethodId } = await buyer(shop);
    const { order } = await place(client, { lines, paymentMethodId });
    await tamper(shop, `UPDATE stock_allocation SET status = 'RELEASED' WHERE tenant_id = :tenant`);
    expect(brokenIn(await invariantsOf(shop.server))).toMatchObject([
      { name: 'stock.open-allocations-add-up-to-allocated', violationCount: 2 },
      { name: 'orders.allocations-match-the-lines', violationCount: 1, violations: [order.id] },
    ]);
  });

  test('customers are refused, and so is a key without the scope', async () => {
    const shop = await world.tenant();
    expect(await codesOf(await shop.user(), INVARIANTS)).toEqual(['FORBIDDEN']);
    expect(await codesOf(await keyWith(shop, ['orders.*']), INVARIANTS)).toEqual(['FORBIDDEN']);
    expect(await codesOf(await keyWith(shop, ['invariants.read']), INVARIANTS)).toEqual([]);
    expect(await codesOf(shop.visitor, INVARIANTS)).toEqual(['UNAUTHENTICATED']);
  });

  test('all of them take one statement', async () => {
    const shop = await world.tenant();
    expect(await statementsOf(shop.server, INVARIANTS)).toEqual(['invariants']);
  });
});

async function keyWith(shop: Shop, scopes: string[]): Promise<Client> {
  const { text } = await asSystem(shop, (work) => createApiKey(work, { kind: 'SECRET', name: 'till', scopes }));
  return new Client(shop, { apiKey: text });
}

describe('viewerCan', () => {
  const ask = (permission: string) => `{ viewerCan(permission: ${JSON.stringify(permission)}) }`;

  test('everybody learns what her role and her key allow', async () => {
    const shop = await world.tenant();
    const callers: Record<string, Client> = {
      visitor: shop.visitor,
      user: await shop.user(),
      staff: await shop.user({ role: 'STAFF' }),
      admin: await shop.user({ role: 'ADMIN' }),
      server: shop.server,
      'server for stock': await keyWith(shop, ['stock.*']),
      'server without scopes': await keyWith(shop, []),
    };
    const may = async (permission: string) => {
      const answers = Object.entries(callers).map(async ([name, client]) => ((await client.do(ask(permission))).viewerCan ? [name] : []));
      return (await Promise.all(answers)).flat();
    };
    expect(await may('stock.manage')).toEqual(['staff', 'admin', 'server', 'server for stock']);
    expect(await may('subscriptions.readOwn')).toEqual(['user', 'staff', 'admin', 'server']);
    expect(await may('events.read')).toEqual(['user', 'staff', 'admin', 'server']);
    expect(await may('recommendations.train')).toEqual(['admin', 'server']);
  });

  test('the answer is what the root fields do', async () => {
    const shop = await world.tenant();
    const callers = [await shop.user(), await shop.user({ role: 'STAFF' }), await keyWith(shop, ['stock.*']), await keyWith(shop, ['invariants.*'])];
    for (const client of callers) {
      const { viewerCan } = await client.do(ask('invariants.read'));
      expect(await codesOf(client, INVARIANTS)).toEqual(viewerCan ? [] : ['FORBIDDEN']);
    }
  });

  test('it reads nothing', async () => {
    const shop = await world.tenant();
    expect(await statementsOf(shop.visitor, ask('stock.read'))).toEqual([]);
  });

  test.each([
    ['stock.manege', 'There is no such permission. Others are stock.manage, stock.read.'],
    ['orders', expect.stringMatching(/^There is no such permission\. Others are orders\.\w+, /)],
    ['constructor', expect.stringMatching(/^There is no such permission\. Others are behavior\.record, /)],
    ['', expect.stringMatching(/^There is no such permission\. Others are behavior\.record, /)],
  ])('an unknown permission, %p, is BAD_USER_INPUT that names a few', async (permission, message) => {
    const shop = await world.tenant();
    const { data, errors } = await shop.visitor.ask(ask(permission));
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('without any key nobody asks', async () => {
    const shop = await world.tenant();
    expect(await codesOf(new Client(shop, { apiKey: '' }), ask('stock.read'))).toEqual(['UNAUTHENTICATED']);
  });
});
