import type { ModelSettings } from './model-settings';

/** More products than these say little of what somebody wants now, and each costs a list of neighbours to read. */
export const MAX_PROFILE = 50;

/** A product that somebody dealt with. */
export interface Weighed<Key> {
  readonly key: Key;
  readonly weight: number;
}

/** What the products that somebody dealt with, newest first, count for what to show next. */
export function weighProfile<Key>(
  newestFirst: readonly { readonly key: Key; readonly preference: number }[],
  { memory }: Pick<ModelSettings, 'memory'>,
): Weighed<Key>[] {
  return newestFirst.slice(0, MAX_PROFILE).map(({ key, preference }, age) => ({
    key,
    weight: preference * (memory === null ? 1 : Math.exp(-age / memory)),
  }));
}
