import type { Work } from '../../../platform/database/work';
import type { Purchase } from '../../orders/contract';
import { Behavior } from '../model/behavior.entity';
import { unknownPurchases, type PurchaseBehavior } from '../model/purchase-behaviors';

const MAX_ATTEMPTS = 3;

/** Writes down purchases, each product of an order once, however often it is told of. Returns how many were new. Refuses nothing. */
export async function recordPurchases(work: Work, purchases: readonly Purchase[]): Promise<number> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const missing = await missingOf(work, purchases);
    if (missing.length === 0) return 0;
    const inserted = await work.insertAllUnlessPresent(Behavior, missing);
    if (inserted) return inserted.length;
    // Somebody else wrote some of them in between and has committed by now.
  }
  throw new Error('purchases of the same orders are being recorded again and again');
}

async function missingOf(work: Work, purchases: readonly Purchase[]): Promise<PurchaseBehavior[]> {
  const known = await work.from(Behavior).where({ orderId: [...new Set(purchases.map(({ orderId }) => orderId))] }).all();
  return unknownPurchases(purchases, known);
}
