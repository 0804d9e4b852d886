import type { Work } from '../../../platform/database/work';
import { OrderCounter } from '../model/order-counter.entity';

/** The first order of a tenant is 1001: a customer need not know that she is the first. */
const FIRST = 1_001n;

/**
 * Takes the next numbers of the tenant, in one go, and returns the first of them. Others wait for the end of this transaction,
 * so take them late; a refused order gives its number back.
 */
export async function takeOrderNumbers(work: Work, count: number): Promise<bigint> {
  for (;;) {
    const taken = await work.change('order_counter: take', 'UPDATE `order_counter` SET `last` = `last` + :count WHERE `tenant_id` = :tenant', { count });
    if (taken > 0) {
      const counter = await work.from(OrderCounter).one();
      return counter!.last - BigInt(count) + 1n;
    }
    const begun = await work.insertUnlessPresent(OrderCounter, { last: FIRST + BigInt(count) - 1n });
    if (begun) return FIRST;
  }
}
