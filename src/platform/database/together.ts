import { GatheredAccess } from './gathered-access';
import { Gathering } from './gathering';
import type { Work } from './work';

/** Some of many subjects failed, so nothing of what all of them did may be committed. */
export class TogetherFailed extends Error {
  override readonly name = 'TogetherFailed';

  constructor(
    /** Those that failed by themselves, by their place; none where it cannot be said who it was. */
    readonly culprits: readonly number[],
    cause: unknown,
  ) {
    super('one of many that were done together failed', { cause });
  }
}

/**
 * Does the same for many subjects in one transaction. Each has a Work of its own; what they ask for in the same step becomes one
 * statement, as with a loader. A row that one of them holds is free for the others when it is done, as if each had a transaction
 * of its own; only what is read without a lock may be what another one has just written. Throws TogetherFailed, or the engine's
 * error after which the transaction may run again.
 */
export async function together<Item, Result>(work: Work, items: readonly Item[], action: (work: Work, item: Item) => Promise<Result>): Promise<Result[]> {
  if (items.length === 1) return [await action(work, items[0]!)];
  const gathering = new Gathering();
  const joined = items.map((item, place) => {
    const member = gathering.join(place);
    return { item, member, own: work.member((shared) => new GatheredAccess({ shared, errors: work.errors, gathering, member })) };
  });
  const outcomes = await Promise.allSettled(
    joined.map(async ({ item, member, own }) => {
      try {
        const result = await action(own, item);
        // In the order in which they end: who waited for a row comes behind who held it.
        work.adopt(own);
        return result;
      } catch (error) {
        gathering.fail(member, error);
        throw error;
      } finally {
        gathering.leave(member);
      }
    }),
  );
  const { failure } = gathering;
  if (failure) throw work.errors.isTransient(failure.error) ? failure.error : new TogetherFailed(failure.culprits.map(({ place }) => place), failure.error);
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<Result>).value);
}
