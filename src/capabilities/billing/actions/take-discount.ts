import type { Work } from '../../../platform/database/work';
import { InvoiceDiscount } from '../model/invoice-discount.entity';
import type { ComposedDiscount } from '../model/new-invoice';

/** Writes down what a coupon takes off an invoice: one of its uses. The discount was composed while it is held. Refuses nothing. */
export async function takeDiscount(work: Work, { invoiceId, discount: taken }: { invoiceId: string; discount: ComposedDiscount }): Promise<void> {
  const { discount, amountMinor, explanation, currency } = taken;
  discount.usedCount += 1;
  await work.save(discount);
  const { id: discountId, name, code } = discount;
  await work.insert(InvoiceDiscount, { invoiceId, discountId, position: 0, name, code, amountMinor, currency, explanation, reversedAt: null });
}
