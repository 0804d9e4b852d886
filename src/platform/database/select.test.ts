import { pageRequest, toPage, type PageRequest } from '../../kernel/page';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { withGadgets } from '../../../tests/kit/gadgets';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import type { Context } from '../graphql/context';
import { atLeast, atMost, lessThan, moreThan, not, type Sort, type Where } from './select';

let world: World;
beforeAll(async () => {
  world = await World.open(withGadgets);
});
afterAll(() => world.close());

const instant = (day: number) => new Date(Date.UTC(2026, 0, day, 12, 0, 0, 7));
const BIG = 2n ** 60n;

/** Sort values that are equal, missing, and beyond what a float can tell apart. */
const rows: Partial<Gadget>[] = [
  { sku: 'a', rank: 1, amount: BIG, startsAt: instant(1), isActive: true },
  { sku: 'b', rank: 1, amount: BIG + 1n, startsAt: null, isActive: false },
  { sku: 'c', rank: null, amount: BIG + 2n, startsAt: instant(2), isActive: true },
  { sku: 'd', rank: 2, amount: null, startsAt: instant(2), isActive: false },
  { sku: 'e', rank: null, amount: -BIG, startsAt: null, isActive: true },
  { sku: 'f', rank: 2, amount: 0n, startsAt: instant(3), isActive: true },
  { sku: 'F', rank: 1, amount: 0n, startsAt: instant(3), isActive: true },
];

async function shelf(): Promise<Context> {
  const shop = await world.tenant();
  // A neighbor with the same rows: nothing of it may ever show.
  for (const tenant of [shop, await world.tenant()]) {
    const context = await world.program.openSystemContext(tenant.tenantId);
    await context.transact((work) => work.insertAll(Gadget, rows));
  }
  return world.program.openSystemContext(shop.tenantId);
}

async function skus({ view }: Context, where: Where<Gadget>): Promise<string> {
  return (await view.from(Gadget).where(where).orderBy('sku').all()).map(({ sku }) => sku).join('');
}

test('where understands values, lists, null and comparisons', async () => {
  const context = await shelf();
  const cases: [Where<Gadget>, string][] = [
    [{}, 'Fabcdef'],
    [{ sku: 'f' }, 'f'],
    [{ sku: ['a', 'F', 'nothing'] }, 'Fa'],
    [{ sku: [] }, ''],
    [{ sku: undefined }, 'Fabcdef'],
    [{ rank: null }, 'ce'],
    [{ rank: not(null) }, 'Fabdf'],
    [{ rank: [1, null] }, 'Fabce'],
    [{ rank: not(1) }, 'df'],
    [{ rank: 1, isActive: true }, 'Fa'],
    [{ isActive: false }, 'bd'],
    [{ amount: BIG + 1n }, 'b'],
    [{ amount: moreThan(BIG) }, 'bc'],
    [{ amount: atLeast(BIG) }, 'abc'],
    [{ amount: lessThan(0n) }, 'e'],
    [{ startsAt: instant(2) }, 'cd'],
    [{ startsAt: atMost(instant(1)) }, 'a'],
    [{ startsAt: [instant(1), instant(3)] }, 'Faf'],
    [{ sku: 'é😀' }, ''],
    [{ id: 'not an id' }, ''],
  ];
  for (const [where, expected] of cases) expect([where, await skus(context, where)]).toEqual([where, expected]);
});

test('an OR in whereSql stays inside of its tenant', async () => {
  const { view } = await shelf();
  const found = await view.from(Gadget).whereSql('sku = ? OR sku = ?', ['a', 'b']).all();
  expect(found.map(({ sku }) => sku).sort()).toEqual(['a', 'b']);
  expect(await view.from(Gadget).whereSql('1 = 1 OR 1 = 1', []).count()).toBe(7);
});

test('count and countBy count the tenant\'s rows', async () => {
  const { view } = await shelf();
  expect(await view.from(Gadget).where({ isActive: true }).count()).toBe(5);
  expect(await view.from(Gadget).countBy('rank')).toEqual(new Map([[null, 2], [1, 3], [2, 2]]));
});

const sorts: Sort<Gadget>[][] = [
  [], ['sku'], ['-sku'], ['rank'], ['-rank'], ['amount'], ['-amount'], ['startsAt'], ['-startsAt'],
  ['isActive'], ['rank', 'startsAt'], ['-rank', 'startsAt'], ['rank', '-amount', 'isActive'], ['-startsAt', '-rank', 'sku'],
];

/** Walks a list page by page, from either end, and says what it saw, in the list's own order. */
async function walk(context: Context, sort: Sort<Gadget>[], size: number, direction: PageRequest['direction']): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const from: string | null = cursor;
    const args = direction === 'FORWARD' ? { first: size, after: from } : { last: size, before: from };
    const page = await context.view.from(Gadget).orderBy(...sort).page(pageRequest(args));
    const found = page.edges.map(({ node }) => node.sku);
    if (direction === 'FORWARD') seen.push(...found);
    else seen.unshift(...found);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    expect(direction === 'FORWARD' ? hasPreviousPage : hasNextPage).toBe(from !== null);
    if (!(direction === 'FORWARD' ? hasNextPage : hasPreviousPage)) return seen;
    cursor = direction === 'FORWARD' ? endCursor : startCursor;
    expect(seen.length).toBeLessThanOrEqual(rows.length);
  }
}

test.each(sorts.map((sort) => [sort.join(' ') || 'nothing', sort] as const))(
  'pages sorted by %s show every row once, from both ends, with equal and missing values',
  async (_name, sort) => {
    const context = await shelf();
    const all = (await context.view.from(Gadget).orderBy(...sort).page({ size: 100, direction: 'FORWARD', after: null, before: null })).edges;
    const whole = all.map(({ node }) => node.sku);
    expect([...whole].sort()).toEqual(['F', 'a', 'b', 'c', 'd', 'e', 'f']);
    for (const size of [1, 2, 3, 7]) {
      expect(await walk(context, sort, size, 'FORWARD')).toEqual(whole);
      expect(await walk(context, sort, size, 'BACKWARD')).toEqual(whole);
    }
    // Between two cursors, from both ends.
    const between = { after: all[1]!.cursor, before: all[5]!.cursor };
    const forward = await context.view.from(Gadget).orderBy(...sort).page(pageRequest({ first: 10, ...between }));
    const backward = await context.view.from(Gadget).orderBy(...sort).page(pageRequest({ last: 2, ...between }));
    expect(forward.edges.map(({ node }) => node.sku)).toEqual(whole.slice(2, 5));
    expect(backward.edges.map(({ node }) => node.sku)).toEqual(whole.slice(3, 5));
    expect([await forward.countAll(), await backward.countAll()]).toEqual([7, 7]);
  },
);

test('rows that come and go between two pages do not shift the ones that stay', async () => {
  const context = await shelf();
  const first = await context.view.from(Gadget).orderBy('sku').page(pageRequest({ first: 3 }));
  await context.transact(async (work) => {
    await work.insert(Gadget, { sku: '0', isActive: true });
    await work.delete((await work.from(Gadget).where({ sku: 'b' }).one())!);
  });
  const second = await context.view.from(Gadget).orderBy('sku').page(pageRequest({ first: 3, after: first.pageInfo.endCursor }));
  expect([first, second].map(({ edges }) => edges.map(({ node }) => node.sku).join(''))).toEqual(['Fab', 'cde']);
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tampered = [
  '', 'x', '%%%', 'é😀', encode(null), encode({}), encode([]), encode([1]), encode(['a']), encode(['a', 'b', 'c']), encode([[1], 'x']),
  encode([{}, 'x']), encode([true, 'x']), encode(['é😀', '\ud800']), encode(['x'.repeat(5_000), 'y']), encode([null, null]), encode([1e300, 'x']),
  encode(["' OR 1=1 --", 'x']), encode(['0000-00-00 00:00:00.000', 'x']), encode(['2026-02-30 00:00:00.000', 'x']),
  encode(['99999999999999999999', 'x']), encode(['abc', 'x']), encode([1.5, 'x']), encode(['a\0b', 'x\0y']),
];

test.each(['sku', '-rank', 'amount', 'startsAt', 'isActive'])('a cursor that was tampered with is refused or harmless: %s', async (sort) => {
  const shop: Shop = await world.tenant();
  const ask = (document: string, cursor: string) => shop.visitor.ask(document, { cursor, sort });
  for (const cursor of tampered) {
    const answers = [
      await ask('query ($cursor: String, $sort: String!) { gadgets(after: $cursor, sort: $sort) { totalCount edges { cursor } } }', cursor),
      await ask('query ($cursor: String, $sort: String!) { gadgets(last: 2, before: $cursor, sort: $sort) { edges { cursor } } }', cursor),
    ];
    for (const { status, data, errors } of answers) {
      expect({ cursor, status }).toEqual({ cursor, status: 200 });
      if (errors) expect({ cursor, code: errors[0]!.extensions.code }).toEqual({ cursor, code: 'BAD_USER_INPUT' });
      else expect((data!.gadgets as { edges: unknown[] }).edges).toEqual([]);
    }
  }
  const other = await ask('query ($cursor: String, $sort: String!) { gadgets(after: $cursor, sort: $sort) { totalCount } }', encode(['a', 'b', 'c']));
  expect(other.errors).toMatchObject([{ message: 'This cursor is of another list.', extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('a page of nothing says so', () => {
  const request: PageRequest = { size: 20, direction: 'FORWARD', after: null, before: null };
  expect(toPage(request, [], () => [], async () => 0)).toMatchObject({
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});
