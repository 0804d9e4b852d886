import { BehaviorKind } from './behavior-kind';
import type { Behavior } from './behavior.entity';

/** A product that was bought with an order. */
export interface BoughtProduct {
  readonly orderId: string;
  /** Null for a guest. */
  readonly userId: string | null;
  readonly productId: string;
  readonly purchasedAt: Date;
}

export type PurchaseBehavior = Pick<Behavior, 'kind' | 'productId' | 'userId' | 'orderId' | 'occurredAt'>;

/** Purchases as behaviour, each product of an order once, without those that are known. */
export function unknownPurchases(
  purchases: readonly BoughtProduct[],
  known: readonly { readonly orderId: string | null; readonly productId: string }[],
): PurchaseBehavior[] {
  const keys = new Set(known.map(keyOf));
  const unknown: PurchaseBehavior[] = [];
  for (const purchase of purchases) {
    if (keys.has(keyOf(purchase))) continue;
    keys.add(keyOf(purchase));
    const { productId, userId, orderId, purchasedAt } = purchase;
    unknown.push({ kind: BehaviorKind.PURCHASE, productId, userId, orderId, occurredAt: purchasedAt });
  }
  return unknown;
}

function keyOf({ orderId, productId }: { orderId: string | null; productId: string }): string {
  return `${orderId} ${productId}`;
}
