import fc from 'fast-check';
import { BadPageArgs, decodeCursor, encodeCursor, pageRequest, toPage, type PageArgs, type PageRequest } from './page';

describe('pageRequest', () => {
  test.each<[PageArgs, Partial<PageRequest>]>([
    [{}, { size: 20, direction: 'FORWARD', after: null, before: null }],
    [{ first: null, last: null, after: null, before: null }, { size: 20, direction: 'FORWARD', after: null, before: null }],
    [{ first: 0 }, { size: 0, direction: 'FORWARD' }],
    [{ first: 100 }, { size: 100, direction: 'FORWARD' }],
    [{ last: 0 }, { size: 0, direction: 'BACKWARD' }],
    [{ last: 100, first: null }, { size: 100, direction: 'BACKWARD' }],
    [{ after: encodeCursor(['a', 1]), before: encodeCursor([null]) }, { size: 20, direction: 'FORWARD', after: ['a', 1], before: [null] }],
  ])('%j', (args, expected) => {
    expect(pageRequest(args)).toMatchObject(expected);
  });

  test.each<[PageArgs, string]>([
    [{ first: 1, last: 1 }, 'Give either first or last, not both.'],
    [{ first: 0, last: 0 }, 'Give either first or last, not both.'],
    [{ first: 101 }, 'first must be between 0 and 100.'],
    [{ first: -1 }, 'first must be between 0 and 100.'],
    [{ last: 101 }, 'last must be between 0 and 100.'],
    [{ last: -1 }, 'last must be between 0 and 100.'],
    [{ after: '' }, '"" is not a cursor of this list.'],
    [{ last: 1, before: 'x' }, '"x" is not a cursor of this list.'],
  ])('%j is refused: %s', (args, message) => {
    expect(() => pageRequest(args)).toThrow(new BadPageArgs(message));
    expect(() => pageRequest(args)).toThrow(BadPageArgs);
  });
});

describe('a cursor', () => {
  test('tells its position again, and needs no escape in a URL', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (position) => {
        const cursor = encodeCursor(position);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor)).toEqual(position);
      }),
    );
  });

  test.each(['[]', '{}', '"a"', '5', 'null', '[[1]]', '[{}]', '[true]', '[1,false]', '[1e999]', '[1', ''])('%s is none', (json) => {
    expect(() => decodeCursor(Buffer.from(json).toString('base64url'))).toThrow('is not a cursor of this list.');
  });
});

describe('toPage', () => {
  const [after, before] = [encodeCursor([0]), encodeCursor([9])];
  const page = (args: PageArgs, rows: number[]) => toPage(pageRequest(args), rows, (row) => [row], async () => 42);

  // Storage reads in the request's direction and one row more than asked for.
  test.each<[string, PageArgs, number[], number[], boolean, boolean]>([
    ['the first page', { first: 2 }, [1, 2, 3], [1, 2], true, false],
    ['the only page', { first: 2 }, [1, 2], [1, 2], false, false],
    ['the page after another', { first: 2, after }, [1, 2, 3], [1, 2], true, true],
    ['the last page of all', { first: 2, after }, [1], [1], false, true],
    ['the page from behind', { last: 2 }, [3, 2, 1], [2, 3], false, true],
    ['the whole list from behind', { last: 2 }, [2, 1], [1, 2], false, false],
    ['the page before another', { last: 2, before }, [3, 2, 1], [2, 3], true, true],
    ['the first page, reached from behind', { last: 2, before }, [1], [1], true, false],
  ])('%s', (_what, args, rows, nodes, hasNextPage, hasPreviousPage) => {
    const { edges, pageInfo } = page(args, rows);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(edges.map(({ cursor }) => decodeCursor(cursor))).toEqual(nodes.map((node) => [node]));
    expect(pageInfo).toMatchObject({ hasNextPage, hasPreviousPage, startCursor: edges[0]!.cursor, endCursor: edges.at(-1)!.cursor });
  });

  test('an empty page has no ends, and the list is counted when somebody asks', async () => {
    const { edges, pageInfo, countAll } = page({ first: 2 }, []);
    expect(edges).toEqual([]);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([null, null]);
    expect(await countAll()).toBe(42);
  });
});
