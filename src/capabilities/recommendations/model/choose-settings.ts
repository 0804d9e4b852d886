import { HitCounter } from './hit-counter';
import { holdOut, type HoldOut } from './hold-out';
import type { Interactions } from './interactions';
import { BOTH_WAYS, defaultSettings, memories, MOSTLY_FORWARD, weighings, type ModelSettings } from './model-settings';
import { nearestNeighbors } from './neighbors';
import type { Sliced } from './slices';
import type { Scored } from './top-list';

/** With fewer users the difference between two settings is chance. */
const MIN_SAMPLE = 100;

export interface ChosenSettings {
  readonly settings: ModelSettings;
  /** Share of a sample of users whose newest product would have been among the first 20; null with too little data to try. */
  readonly hitRate: number | null;
}

interface Tried {
  readonly settings: ModelSettings;
  readonly hitRate: number;
}

/** Tries settings on what people did lastly, without knowing it, and returns those that would have shown most of it. */
export function* chooseSettings(interactions: Interactions): Sliced<ChosenSettings> {
  const held = holdOut(interactions);
  if (held.sample.length < MIN_SAMPLE) return { settings: defaultSettings, hitRate: null };
  const [first, ...others] = weighings;
  let best = yield* tryMemories(held, { ...first, backwardWeight: BOTH_WAYS });
  for (const weighing of others) best = better(best, yield* tryMemories(held, { ...weighing, backwardWeight: BOTH_WAYS }));
  return better(best, yield* tryMemories(held, { ...best.settings, backwardWeight: MOSTLY_FORWARD }));
}

/** The earlier one unless the later one is really better. */
function better(earlier: Tried, later: Tried): Tried {
  return later.hitRate > earlier.hitRate ? later : earlier;
}

/** One pass over the interactions; how far a profile reaches back is asked of its result. */
function* tryMemories(held: HoldOut, settings: Omit<ModelSettings, 'memory'>): Sliced<Tried> {
  const counter = new HitCounter(held);
  const neighbors = new Map<number, readonly Scored[]>();
  yield* nearestNeighbors(held.rest, { settings, products: counter.products, onFound: (product, found) => neighbors.set(product, found) });
  let best: Tried | null = null;
  for (const memory of memories) {
    const hits = yield* counter.count(neighbors, { memory });
    const tried = { settings: { ...settings, memory }, hitRate: hits / held.sample.length };
    best = best ? better(best, tried) : tried;
  }
  return best!;
}
