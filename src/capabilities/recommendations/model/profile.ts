import { preferenceOf, strengthOf, BehaviorKind } from './behavior-kind';
import type { ModelSettings } from './model-settings';

/** More products than these say little of what somebody wants now, and each costs a list of neighbours to read. */
export const MAX_PROFILE = 50;

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

/** A product that somebody dealt with, in one way or several. */
export interface ProfileProduct {
  readonly key: string;
  readonly preference: number;
  /** The way that says most. */
  readonly kind: BehaviorKind;
  readonly isBought: boolean;
}

/** Newest first; of what happened at the same time, the lower product id. */
export function profileOf(behaviors: readonly { productId: string; kind: BehaviorKind; occurredAt: Date }[]): ProfileProduct[] {
  const known = new Map<string, { strength: number; kind: BehaviorKind; newestMs: number; isBought: boolean }>();
  for (const { productId, kind, occurredAt } of behaviors) {
    const product = known.get(productId) ?? { strength: 0, kind, newestMs: 0, isBought: false };
    product.strength += strengthOf(kind);
    product.newestMs = Math.max(product.newestMs, occurredAt.getTime());
    product.isBought ||= kind === BehaviorKind.PURCHASE;
    if (strengthOf(kind) > strengthOf(product.kind)) product.kind = kind;
    known.set(productId, product);
  }
  return [...known]
    .sort(([idA, a], [idB, b]) => b.newestMs - a.newestMs || (idA < idB ? -1 : 1))
    .map(([key, { strength, kind, isBought }]) => ({ key, preference: preferenceOf(strength), kind, isBought }));
}
