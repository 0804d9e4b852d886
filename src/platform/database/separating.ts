import { TogetherFailed } from './together';

/** So often those who failed are left out, before each is tried alone. */
const MAX_ROUNDS = 3;

interface Ways<Item, Result> {
  /** All or none; throws TogetherFailed when some of them are to blame. */
  readonly all: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly one: (item: Item) => Promise<Result>;
}

/** Does as many as can be in one go, and alone those who would take the others along. */
export async function separating<Item, Result>(items: readonly Item[], ways: Ways<Item, Result>): Promise<PromiseSettledResult<Result>[]> {
  const outcomes = new Array<PromiseSettledResult<Result>>(items.length);
  let left = items.map((_item, place) => place);
  for (let round = 0; left.length > 1 && round < MAX_ROUNDS; round += 1) {
    try {
      const results = await ways.all(left.map((place) => items[place]!));
      left.forEach((place, index) => (outcomes[place] = { status: 'fulfilled', value: results[index]! }));
      left = [];
    } catch (error) {
      if (!(error instanceof TogetherFailed)) throw error;
      const { culprits } = error;
      if (culprits.length === 0) break;
      left = left.filter((_place, index) => !culprits.includes(index));
    }
  }
  for (const place of items.keys()) outcomes[place] ??= await settled(ways.one(items[place]!));
  return outcomes;
}

async function settled<Result>(running: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  return (await Promise.allSettled([running]))[0];
}
