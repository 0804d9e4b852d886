import { Field, ID, Int, ObjectType } from 'type-graphql';
import { invalid } from '../../../kernel/refusal';

/** A variant in the box of each delivery, and what may be taken instead of it. */
@ObjectType({ description: 'What stands in the box of each delivery.' })
export class BoxItem {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'How many for each piece of the subscription.' })
  quantity: number;

  @Field(() => [ID], { description: 'Variants that a subscriber may take instead.' })
  alternativeIds: string[];

  /** What is sent instead when it is short, the first that is there; null: the alternatives. */
  substituteIds?: string[] | null;
}

/** A variant that a delivery ships. */
@ObjectType({ description: 'What a delivery ships of one variant.' })
export class DeliveryItem {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'How many.' })
  quantity: number;

  @Field(() => ID, { nullable: true, description: 'The variant of the plan that it replaces; null when it is the plan\'s own.' })
  replacesId: string | null;

  /** It stands in for what could not be had. */
  isSubstitute?: boolean;
}

/** What a subscriber takes instead of a variant: once, or every time. */
export interface Swap {
  readonly variantId: string;
  readonly replacementId: string;
  readonly isOnce: boolean;
}

const MAX_ITEMS = 50;
const MAX_PIECES = 1_000;
const MAX_ALTERNATIVES = 20;

/** Refuses INVALID for a box that cannot be packed. */
export function assertBox(box: readonly BoxItem[]): void {
  if (box.length > MAX_ITEMS) throw invalid(`A box holds at most ${MAX_ITEMS} variants.`, ['box']);
  if (new Set(box.map(({ variantId }) => variantId)).size < box.length) throw invalid('A variant stands in a box once, with its quantity.', ['box']);
  for (const { quantity, alternativeIds, substituteIds } of box) {
    if (quantity < 1 || quantity > MAX_PIECES) throw invalid(`The quantity must be 1 to ${MAX_PIECES}.`, ['box', 'quantity']);
    if (alternativeIds.length > MAX_ALTERNATIVES) throw invalid(`A variant has at most ${MAX_ALTERNATIVES} alternatives.`, ['box', 'alternativeVariantIds']);
    if ((substituteIds?.length ?? 0) > MAX_ALTERNATIVES) throw invalid(`A variant has at most ${MAX_ALTERNATIVES} substitutes.`, ['box', 'substituteVariantIds']);
  }
}

/** What may stand in for what is packed when it cannot be had, the plan's own first where the subscriber takes something else. */
export function substitutesOf(box: readonly BoxItem[], { variantId, replacesId }: DeliveryItem): string[] {
  const item = box.find((one) => one.variantId === (replacesId ?? variantId));
  const others = item?.substituteIds ?? item?.alternativeIds ?? [];
  return [...new Set(replacesId === null ? others : [replacesId, ...others])].filter((id) => id !== variantId);
}

/** What is packed for so many pieces. A swap for once goes before the one for good; one that the plan does not allow any more is passed over. */
export function packed(box: readonly BoxItem[], { quantity, swaps }: { quantity: number; swaps: readonly Swap[] }): DeliveryItem[] {
  return box.map((item) => {
    const allowed = swaps.filter((swap) => swap.variantId === item.variantId && item.alternativeIds.includes(swap.replacementId));
    const swap = allowed.find(({ isOnce }) => isOnce) ?? allowed[0];
    const pieces = item.quantity * quantity;
    return { variantId: swap?.replacementId ?? item.variantId, quantity: pieces, replacesId: swap ? item.variantId : null };
  });
}
