import { divideRounded } from '../../../kernel/money';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { billedLineOf, givenBackMinor, Invoice, InvoiceLine, InvoiceStatus, taxOfColumns } from '../../billing/contract';
import type { BilledLine } from '../model/proration';
import { RunningCharge } from '../model/running-charge.entity';

/** What a change now may give back of the period that runs: nothing of an unpaid invoice, and nothing that was given back before. */
export async function billedOf(view: View, subscriptionId: string): Promise<BilledLine> {
  const running = await findRunning(view, subscriptionId);
  return running ? billedBy(view, running) : { chargedMinor: 0n, creditableMinor: 0n };
}

/** The same of what is kept in mind of one line. */
export async function billedBy(view: View, { chargedMinor, billedMinor, invoiceId, lineId }: Charge): Promise<BilledLine> {
  if (invoiceId === null) return { chargedMinor, creditableMinor: billedMinor, lineId, isWaiting: lineId !== null };
  const invoice = await view.find(Invoice, invoiceId);
  const line = lineId === null ? null : await view.find(InvoiceLine, lineId);
  const isPaid = invoice?.status === InvoiceStatus.PAID;
  const keptMinor = isPaid ? billedMinor - withoutTax(await givenBackMinor(view, invoice, lineId), line) : 0n;
  return { chargedMinor, creditableMinor: keptMinor > 0n ? keptMinor : 0n, lineId, tax: line && taxOfColumns(line), name: line && nameOf(line) };
}

function nameOf({ isProration, quantity, description }: InvoiceLine): string | null {
  if (isProration) return null;
  return quantity === 1 ? description : `${quantity} × ${description}`;
}

/** Of what was given back, the part that is no tax, where tax came on top of the price. */
function withoutTax(givenBackMinor: bigint, line: InvoiceLine | null): bigint {
  if (!line || line.isTaxIncluded || line.taxMinor <= 0n) return givenBackMinor;
  return divideRounded(givenBackMinor * line.amountMinor, line.amountMinor + line.taxMinor);
}

export async function findRunning(view: View, subscriptionId: string): Promise<Charge | null> {
  const running = await view.from(RunningCharge).where({ subscriptionId }).one();
  return running && asBilled(view, running);
}

/** What waited for an invoice, as the invoice that took it up since has billed it. */
export async function asBilled(view: View, { chargedMinor, billedMinor, invoiceId, lineId }: Charge): Promise<Charge> {
  const line = invoiceId === null && lineId !== null ? await billedLineOf(view, lineId) : null;
  return line ? chargeOf(chargedMinor, line) : { chargedMinor, billedMinor, invoiceId, lineId };
}

/** What is kept in mind of a bill. */
export type Charge = Pick<RunningCharge, 'chargedMinor' | 'billedMinor' | 'invoiceId' | 'lineId'>;

/** Nothing was billed, and nothing waits. */
export const NO_CHARGE: Charge = { chargedMinor: 0n, billedMinor: 0n, invoiceId: null, lineId: null };

/**
 * What is kept in mind of a line that was billed: the price of the whole period less the share that a coupon took off the line.
 * Rule: tests/vectors/README.md, Money.
 */
export function chargeOf(wholeMinor: bigint, { id: lineId, invoiceId, chargedMinor: billedMinor, discountMinor }: InvoiceLine): Charge {
  const grossMinor = billedMinor + discountMinor;
  const chargedMinor = grossMinor > 0n ? divideRounded(wholeMinor * billedMinor, grossMinor) : wholeMinor;
  return { chargedMinor, billedMinor, invoiceId, lineId };
}

/**
 * Writes down what was billed of the period that runs; what was known before is over. The subscription is locked. True when what ran
 * before was skipped.
 */
export async function recordRunning(work: Work, subscriptionId: string, charge: Charge): Promise<boolean> {
  const running = await work.locked(RunningCharge).where({ subscriptionId }).one();
  const wasSkipped = running !== null && running.billedMinor === 0n && running.invoiceId === null && running.lineId === null;
  if (running) await work.save(Object.assign(running, charge));
  else await work.insert(RunningCharge, { subscriptionId, ...charge });
  return wasSkipped;
}
