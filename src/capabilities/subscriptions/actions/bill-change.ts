import type { Work } from '../../../platform/database/work';
import { beginCharge, finalizeWithLines, isOwed, type Invoice, type InvoiceLine, type NewInvoiceLine } from '../../billing/contract';
import { BilledChange } from '../model/billed-change.entity';
import type { ChangedAddOns } from '../model/changed-add-ons';
import { CHANGE_PURPOSE } from '../model/cycle-facts';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import type { Term } from '../model/term';
import { NO_CHARGE, type Charge } from '../storage/running-charge.queries';
import type { BegunAttempt } from './bill-cycle';

export interface BilledLines {
  readonly invoice: Invoice;
  /** Those of the change, in their order. */
  readonly lines: readonly InvoiceLine[];
}

/** Bills the lines of a change of a locked subscription at once, together with what waits. Null where it costs nothing, and what waits goes on waiting. */
export async function billChange(
  work: Work,
  { id, userId, discountId: discount }: SubscriptionContract,
  { currency, lines }: { currency: string; lines: readonly NewInvoiceLine[] },
): Promise<BilledLines | null> {
  if (lines.length === 0) return null;
  return finalizeWithLines(work, { userId, currency, purpose: { kind: CHANGE_PURPOSE, id }, lines, takesPendingOf: id, discount });
}

/** The attempt to charge it, to be sent after the commit; null when nothing is owed. Refuses PAYMENT_METHOD_REQUIRED. */
export async function chargeChange(work: Work, { id: subscriptionId, paymentMethodId }: SubscriptionContract, invoice: Invoice): Promise<BegunAttempt | null> {
  if (!isOwed(invoice)) return null;
  const { attemptId } = await beginCharge(work, { invoiceId: invoice.id, paymentMethodId });
  return { cycleId: null, subscriptionId, attemptId };
}

interface Remembered {
  readonly subscription: SubscriptionContract;
  readonly invoice: Invoice;
  readonly old: Terms;
  readonly term: Term;
  readonly running: Charge | null;
  readonly addOns?: ChangedAddOns;
}

/** What was before, should the charge fail now or later. */
export async function rememberChange(work: Work, { subscription, invoice, old, term, running, addOns }: Remembered): Promise<void> {
  const { chargedMinor, billedMinor, invoiceId: runningInvoiceId, lineId: runningLineId } = running ?? NO_CHARGE;
  await work.insert(BilledChange, {
    subscriptionId: subscription.id,
    invoiceId: invoice.id,
    fromPlanId: old.planId,
    fromPlanVersionId: old.planVersionId,
    fromQuantity: old.quantity,
    fromTermCycles: term.termCycles,
    fromBilledCycles: term.billedCycles,
    chargedMinor,
    billedMinor,
    runningInvoiceId,
    runningLineId,
    addOns: addOns ?? null,
  });
}
