import type { Work } from '../../../platform/database/work';
import { reserveStock } from '../../stock/contract';
import { BoxSwap } from '../model/box-swap.entity';
import { packed, substitutesOf, type DeliveryItem } from '../model/box';
import { GoodsShortage } from '../model/goods-shortage.entity';
import { ShortagePolicy } from '../model/shortage-policy';
import type { Terms } from '../model/plan-change';
import { getBoxPolicy } from '../storage/goods.queries';
import { getPlanVersion } from '../storage/subscriptions.queries';

export interface Wanted {
  readonly subscriptionId: string;
  /** What they are held back for: a billing cycle or a delivery. */
  readonly ownerId: string;
  readonly terms: Pick<Terms, 'planVersionId' | 'quantity'>;
}

/** A variant of which there is not enough, or one that could stand in for it, and how many are wanted. */
interface Missing {
  readonly variantId: string;
  readonly quantity: number;
}

/** What a box holds, secured or not. */
export interface Goods {
  /** Null: they cannot be had, and nothing is held back. */
  readonly items: DeliveryItem[] | null;
  readonly missing: readonly Missing[];
  /** What is to be done about it. */
  readonly policy: ShortagePolicy;
  /** Some of it is what the subscriber wanted for once. */
  readonly usesUpSwaps: boolean;
}

/** Holds back what is wanted, if it is all there. */
export async function takeWanted(work: Work, { subscriptionId, ownerId, terms }: Wanted, known: readonly DeliveryItem[] | null): Promise<DeliveryItem[] | null> {
  const { items } = await wantedItems(work, { subscriptionId, terms });
  if (known && isSame(items, known)) return items;
  const { missing } = await reserveStock(work, { ownerId, wanted: items });
  return missing.length > 0 ? null : items;
}

/**
 * The same, and what the plan or the tenant wants to be done when it is not: something else is tried first where it may stand in. What is
 * known to be held back already is not asked for again.
 */
export async function takeGoods(work: Work, wanted: Wanted, known: readonly DeliveryItem[] | null): Promise<Goods> {
  const { ownerId, terms } = wanted;
  const { items, usesUpSwaps } = await wantedItems(work, wanted);
  const had = (taken: DeliveryItem[]): Goods => ({ items: taken, missing: [], policy: ShortagePolicy.HOLD, usesUpSwaps });
  if (known && isSame(items, known)) return had([...known]);
  const { missing } = await reserveStock(work, { ownerId, wanted: items });
  if (missing.length === 0) return had(items);
  const { box, onShortage } = await getPlanVersion(work, terms.planVersionId);
  const policy = onShortage ?? (await getBoxPolicy(work)).onShortage;
  const short = { items: null, policy, usesUpSwaps: false };
  if (policy !== ShortagePolicy.SUBSTITUTE) return { ...short, missing };
  const replaceable = items.map((item) => ({ ...item, substituteIds: substitutesOf(box ?? [], item) }));
  const tried = await reserveStock(work, { ownerId, wanted: replaceable });
  return tried.missing.length > 0 ? { ...short, missing: withSubstitutes(tried.missing, replaceable) } : had(items.map((item, index) => substituted(item, tried.taken[index]!)));
}

/** The arrival of what could stand in is the end of waiting too. */
function withSubstitutes(missing: readonly Missing[], wanted: readonly (DeliveryItem & { readonly substituteIds: readonly string[] })[]): Missing[] {
  const short = new Set(missing.map(({ variantId }) => variantId));
  const others = wanted.filter(({ variantId }) => short.has(variantId)).flatMap(({ quantity, substituteIds }) => substituteIds.map((variantId) => ({ variantId, quantity })));
  return [...missing, ...others.filter(({ variantId }) => !short.has(variantId))];
}

/** What the box holds by the terms and the swaps of this moment. */
async function wantedItems(work: Work, { subscriptionId, terms }: Pick<Wanted, 'subscriptionId' | 'terms'>): Promise<{ items: DeliveryItem[]; usesUpSwaps: boolean }> {
  const { box } = await getPlanVersion(work, terms.planVersionId);
  const swaps = await work.locked(BoxSwap).where({ subscriptionId }).all();
  return { items: packed(box ?? [], { quantity: terms.quantity, swaps }), usesUpSwaps: swaps.some(({ isOnce }) => isOnce) };
}

function substituted(item: DeliveryItem, { variantId, replacesId }: { variantId: string; replacesId: string | null }): DeliveryItem {
  return replacesId === null ? item : { variantId, quantity: item.quantity, replacesId: item.replacesId ?? item.variantId, isSubstitute: true };
}

/** What stands in for something is as good as that. */
function isSame(items: readonly DeliveryItem[], known: readonly DeliveryItem[]): boolean {
  const text = (list: readonly DeliveryItem[]) => list.map(({ variantId, quantity, replacesId, isSubstitute }) => `${isSubstitute ? replacesId : variantId} ${quantity}`).join();
  return text(items) === text(known);
}

/** Writes down what is waited for, so that its arrival is the end of waiting. */
export async function rememberShortage(work: Work, ownerId: string, missing: Goods['missing']): Promise<void> {
  await forgetShortage(work, ownerId);
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of missing) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  await work.insertAll(GoodsShortage, [...quantities].map(([variantId, quantity]) => ({ ownerId, variantId, quantity })));
}

export async function forgetShortage(work: Work, ownerId: string): Promise<void> {
  await work.change('goods_shortage: forget', 'DELETE FROM goods_shortage WHERE tenant_id = :tenant AND owner_id = :ownerId', { ownerId });
}
