import type { Work } from '../../../platform/database/work';
import { Discount } from '../model/discount.entity';
import { InvoiceDiscount } from '../model/invoice-discount.entity';
import type { Invoice } from '../model/invoice.entity';
import { releaseUnused } from './end-discount';

/** Gives a withdrawn invoice's use of its coupon back, once, however often it is asked. Refuses nothing. */
export async function returnDiscount(work: Work, { id: invoiceId, discountMinor }: Pick<Invoice, 'id' | 'discountMinor'>): Promise<void> {
  if (discountMinor === 0n) return;
  const [taken] = await work.locked(InvoiceDiscount).where({ invoiceId, reversedAt: null }).all();
  const discount = taken && (await work.lock(Discount, taken.discountId));
  if (!discount) return;
  taken.reversedAt = work.now;
  await work.save(taken);
  discount.usedCount -= 1;
  await work.save(discount);
  await releaseUnused(work, discount);
}
