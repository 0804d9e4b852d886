import type { Work } from '../../../platform/database/work';
import { InvoiceDiscount } from '../model/invoice-discount.entity';
import type { Invoice } from '../model/invoice.entity';
import { lockDiscount } from '../storage/coupons.queries';
import { releaseUnused } from './end-discount';

/** Gives a withdrawn invoice's use of its coupon back, once, however often it is asked. Refuses nothing. */
export async function returnDiscount(work: Work, { id: invoiceId, discountMinor }: Pick<Invoice, 'id' | 'discountMinor'>): Promise<void> {
  if (discountMinor === 0n) return;
  // The invoice is held, so nobody else changes what it took.
  const taken = await work.from(InvoiceDiscount).where({ invoiceId, reversedAt: null }).one();
  const discount = taken && (await lockDiscount(work, taken.discountId));
  if (!discount) return;
  taken.reversedAt = work.now;
  await work.save(taken);
  discount.usedCount -= 1;
  await work.save(discount);
  await releaseUnused(work, discount);
}
