import type { Work } from '../../../platform/database/work';
import { releaseReserved } from '../../stock/contract';
import type { BillingCycle } from '../model/billing-cycle.entity';

/** What was reserved for a locked period that is not paid can be had by others; the caller saves it. Nothing happens where nothing was. */
export async function releaseGoods(work: Work, cycle: BillingCycle): Promise<void> {
  if (cycle.goods?.length) await releaseReserved(work, { ownerId: cycle.id });
  cycle.goods = null;
}
