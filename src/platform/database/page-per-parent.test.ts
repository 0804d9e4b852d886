import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { World } from '../../../tests/kit/world';
import { pageRequest, type Page, type PageArgs } from '../../kernel/page';
import type { Context } from '../graphql/context';
import { pagePerParent, type Children } from './page-per-parent';

let world: World;
let context: Context;
let ids: string[];
beforeAll(async () => {
  world = await World.open(withGadgets);
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
  await context.transact(async (work) => {
    const gadgets = await work.insertAll(Gadget, Array.from({ length: 900 }, (_row, index) => ({ sku: `s${index}`, isActive: true })));
    ids = gadgets.map(({ id }) => id);
    // Gadget n has n % 7 parts; places repeat, so the id has to decide.
    const parts = gadgets.flatMap(({ id }, n) => Array.from({ length: n % 7 }, (_part, index) => ({ gadgetId: id, place: Math.floor(index / 2) })));
    await work.insertAll(GadgetPart, parts);
  });
});
afterAll(() => world.close());

function shown({ edges, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } }: Page<GadgetPart>) {
  return { edges: edges.map(({ node, cursor }) => [node, cursor]), hasNextPage, hasPreviousPage, startCursor, endCursor };
}

const parts: Children<GadgetPart> = { entity: GadgetPart, parent: 'gadgetId', sort: ['place'] };

async function expected(gadgetId: string, sort: 'place' | '-place'): Promise<string[]> {
  const { edges } = await context.view.from(GadgetPart).where({ gadgetId }).orderBy(sort).page(pageRequest({ first: 100 }));
  return edges.map(({ node }) => node.id);
}

async function pages(args: PageArgs, parents: string[], children = parts) {
  const before = context.scope.meter.statements;
  const found = await pagePerParent(context.view, children, parents, pageRequest(args));
  return { found, statements: context.scope.meter.statements - before };
}

test('every parent gets its own page, in order, in one statement', async () => {
  const { found, statements } = await pages({ first: 3 }, ids.slice(0, 21));
  expect(statements).toBe(1);
  for (const [n, page] of found.entries()) {
    expect(page.edges.map(({ node }) => node.id)).toEqual((await expected(ids[n]!, 'place')).slice(0, 3));
    expect(page.pageInfo).toMatchObject({ hasNextPage: n % 7 > 3, hasPreviousPage: false });
  }
});

test.each(['place', '-place'] as const)('forwards and backwards through one parent\'s children by %s', async (sort) => {
  const children = { ...parts, sort: [sort] };
  const whole = await expected(ids[6]!, sort);
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page += 1) {
    const [found]: Page<GadgetPart>[] = (await pages({ first: 2, after }, [ids[6]!], children)).found;
    seen.push(...found!.edges.map(({ node }) => node.id));
    expect(found!.pageInfo).toMatchObject({ hasNextPage: page < 2, hasPreviousPage: page > 0 });
    after = found!.pageInfo.endCursor;
  }
  expect(seen).toEqual(whole);
  const [last] = (await pages({ last: 4 }, [ids[6]!], children)).found;
  expect(last!.edges.map(({ node }) => node.id)).toEqual(whole.slice(2));
  expect(last!.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  const [earlier] = (await pages({ last: 4, before: last!.pageInfo.startCursor }, [ids[6]!], children)).found;
  expect(earlier!.edges.map(({ node }) => node.id)).toEqual(whole.slice(0, 2));
});

test('more parents than a statement joins take as few statements as possible', async () => {
  const { found, statements } = await pages({ first: 100 }, ids);
  expect(statements).toBe(3);
  expect(found.map(({ edges }) => edges.length)).toEqual(ids.map((_id, n) => n % 7));
});

test('the counts of all parents are one statement, made when somebody asks', async () => {
  const { found } = await pages({ first: 1 }, ids.slice(0, 10));
  const before = context.scope.meter.statements;
  expect(await Promise.all(found.map((page) => page.countAll()))).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2]);
  expect(context.scope.meter.statements - before).toBe(1);
});

test('what the viewer may not see is neither shown nor counted', async () => {
  const { found } = await pages({ first: 10 }, ids.slice(0, 7), { ...parts, visible: () => ({ place: 0 }) });
  expect(found.map(({ edges }) => edges.length)).toEqual([0, 1, 2, 2, 2, 2, 2]);
  expect(await found[6]!.countAll()).toBe(2);
});

test('no parents, no statement', async () => {
  expect(await pages({ first: 10 }, [])).toEqual({ found: [], statements: 0 });
});

test('another tenant sees none of it', async () => {
  const other = await world.program.openSystemContext((await world.tenant()).tenantId);
  const [page] = await pagePerParent(other.view, parts, [ids[6]!], pageRequest({ first: 10 }));
  expect(page!.edges).toEqual([]);
  expect(await page!.countAll()).toBe(0);
});

describe('parents that have few children each', () => {
  const few = { ...parts, areFew: true };

  test.each<[string, PageArgs]>([
    ['forwards', { first: 3 }],
    ['backwards', { last: 2 }],
    ['none', { first: 0 }],
  ])('get the pages that they would get one by one, in one statement: %s', async (_name, args) => {
    const [oneByOne, { found, statements }] = [await pages(args, ids.slice(0, 21)), await pages(args, ids.slice(0, 21), few)];
    expect(statements).toBe(1);
    expect(found.map(shown)).toEqual(oneByOne.found.map(shown));
  });

  test('get them from a cursor on', async () => {
    const [whole] = (await pages({ first: 100 }, [ids[6]!])).found;
    const after = whole!.edges[1]!.cursor;
    const { found } = await pages({ first: 2, after }, ids.slice(0, 7), few);
    expect(found[6]!.edges.map(({ node }) => node.id)).toEqual(whole!.edges.slice(2, 4).map(({ node }) => node.id));
  });

  test('get them by a second statement where they have many after all', async () => {
    const many = await context.transact(async (work) => {
      const gadgets = await work.insertAll(Gadget, ['m1', 'm2'].map((sku) => ({ sku, isActive: true })));
      await work.insertAll(GadgetPart, Array.from({ length: 120 }, (_part, place) => ({ gadgetId: gadgets[place % 2]!.id, place })));
      return gadgets.map(({ id }) => id);
    });
    const { found, statements } = await pages({ first: 2 }, many, few);
    expect(statements).toBe(2);
    expect(found.map(({ edges }) => edges.map(({ node }) => node.place))).toEqual([[0, 2], [1, 3]]);
    expect(found.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true]);
  });
});
