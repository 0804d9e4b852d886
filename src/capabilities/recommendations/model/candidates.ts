import type { Weighed } from './profile';

export interface Candidate<Key> {
  readonly key: Key;
  readonly score: number;
  /** The product of the profile that did most for it. */
  readonly because: Key;
}

/** Neighbours of a profile's products, best first; of equal ones the lower key. */
export function rankCandidates<Key extends string | number>(
  profile: readonly Weighed<Key>[],
  neighborsOf: (key: Key) => readonly { readonly key: Key; readonly score: number }[],
  isWanted: (key: Key) => boolean,
): Candidate<Key>[] {
  const found = new Map<Key, { score: number; because: Key; most: number }>();
  for (const { key: because, weight } of profile) {
    for (const { key, score } of neighborsOf(because)) {
      if (!isWanted(key)) continue;
      const share = weight * score;
      const known = found.get(key);
      if (!known) {
        found.set(key, { score: share, because, most: share });
        continue;
      }
      known.score += share;
      if (share > known.most) {
        known.most = share;
        known.because = because;
      }
    }
  }
  return [...found]
    .map(([key, { score, because }]) => ({ key, score, because }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}
