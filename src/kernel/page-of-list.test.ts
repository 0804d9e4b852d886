import fc from 'fast-check';
import { BadPageArgs, encodeCursor, pageOfList, pageRequest, type Page, type PageArgs } from './page';

const LETTERS = ['a', 'b', 'c', 'd', 'e'];
const page = (args: PageArgs) => pageOfList(pageRequest(args), LETTERS);
const nodes = (args: PageArgs) => page(args).edges.map(({ node }) => node).join('');
const cursor = (letter: string) => encodeCursor([LETTERS.indexOf(letter)]);

describe('pageOfList', () => {
  test.each<[PageArgs, string]>([
    [{}, 'abcde'],
    [{ first: 2 }, 'ab'],
    [{ first: 2, after: cursor('b') }, 'cd'],
    [{ first: 2, after: cursor('e') }, ''],
    [{ first: 0 }, ''],
    [{ last: 2 }, 'de'],
    [{ last: 2, before: cursor('d') }, 'bc'],
    [{ first: 9, after: cursor('a'), before: cursor('d') }, 'bc'],
    [{ first: 9, after: cursor('d'), before: cursor('b') }, ''],
  ])('%j of abcde is "%s"', (args, expected) => {
    expect(nodes(args)).toBe(expected);
  });

  test('says what stands before and behind, and how many there are', async () => {
    const { pageInfo, countAll } = page({ first: 2, after: cursor('a') });
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true, startCursor: cursor('b'), endCursor: cursor('c') });
    expect(page({ last: 5 }).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(await countAll()).toBe(5);
  });

  test('pages of any size, put together, are the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (list, first) => {
        const read: number[] = [];
        let after: string | null = null;
        do {
          const next: Page<number> = pageOfList(pageRequest({ first, after }), list);
          read.push(...next.edges.map(({ node }) => node));
          after = next.pageInfo.hasNextPage ? next.pageInfo.endCursor : null;
        } while (after);
        expect(read).toEqual(list);
      }),
    );
  });

  test.each([encodeCursor(['x']), encodeCursor([-1]), encodeCursor([1.5])])('%s is no cursor of it', (after) => {
    expect(() => page({ after })).toThrow(BadPageArgs);
  });
});
