import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { Invoice, InvoiceStatus } from '../../billing/contract';
import type { BilledLine } from '../model/proration';
import { RunningCharge } from '../model/running-charge.entity';

/** What a change now may give back of the period that runs: nothing of an unpaid invoice, and nothing that was given back as money. */
export async function billedOf(view: View, subscriptionId: string): Promise<BilledLine> {
  const running = await findRunning(view, subscriptionId);
  if (!running) return { chargedMinor: 0n, creditableMinor: 0n };
  const invoice = running.invoiceId === null ? null : await view.find(Invoice, running.invoiceId);
  const isPaid = !invoice || invoice.status === InvoiceStatus.PAID;
  const keptMinor = running.billedMinor - (invoice?.refundedMinor ?? 0n);
  return { chargedMinor: running.chargedMinor, creditableMinor: isPaid && keptMinor > 0n ? keptMinor : 0n };
}

export function findRunning(view: View, subscriptionId: string): Promise<RunningCharge | null> {
  return view.from(RunningCharge).where({ subscriptionId }).one();
}

/** What is kept in mind of a bill; without a line it is not known any more. */
export type Charge = Pick<RunningCharge, 'chargedMinor' | 'billedMinor' | 'invoiceId'> & Partial<Pick<RunningCharge, 'lineId'>>;

/** Writes down what was billed of the period that runs; what was known before is over. The subscription is locked. */
export async function recordRunning(
  work: Work,
  subscriptionId: string,
  charge: Charge,
): Promise<void> {
  const running = await work.locked(RunningCharge).where({ subscriptionId }).one();
  const row = { lineId: null, ...charge };
  if (running) await work.save(Object.assign(running, row));
  else await work.insert(RunningCharge, { subscriptionId, ...row });
}
