import type { Desk } from '../../../platform/database/desk';
import { pageOfPurchases } from '../../orders/contract';
import { recordPurchases } from './record-purchases';

/**
 * Writes down every purchase that no event told of, such as imported history, a page in each transaction. May be repeated, and
 * broken off at any time. Returns how many were new. Refuses nothing.
 */
export async function copyPurchaseHistory(desk: Desk): Promise<number> {
  let copied = 0;
  let after: string | null = null;
  do {
    const { purchases, next } = await pageOfPurchases(desk.view, after);
    if (purchases.length > 0) copied += await desk.transact((work) => recordPurchases(work, purchases));
    after = next;
  } while (after !== null);
  return copied;
}
