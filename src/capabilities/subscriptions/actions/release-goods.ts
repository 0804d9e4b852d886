import type { Work } from '../../../platform/database/work';
import { releaseReserved } from '../../stock/contract';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { waitsForGoods } from '../model/late-beginning';
import { forgetShortage } from './take-goods';

/**
 * What was reserved for a locked period that is not paid can be had by others, and what it waits for is not waited for any more; the caller
 * saves it, and only then moves it on. Nothing happens where nothing was.
 */
export async function releaseGoods(work: Work, cycle: BillingCycle): Promise<void> {
  if (waitsForGoods(cycle)) await forgetShortage(work, cycle.id);
  if (cycle.goods?.length) await releaseReserved(work, { ownerId: cycle.id });
  cycle.goods = null;
}
