import { addMs, DAY_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { Invoice, InvoiceStatus, isOwed, voidInvoice } from '../../billing/contract';
import { AddOnCharge } from '../model/add-on-charge.entity';
import { BilledChange } from '../model/billed-change.entity';
import { chargeFrom, stands, type ChangedAddOns } from '../model/changed-add-ons';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { recordAddOnCharges } from '../storage/add-ons.queries';
import { chargeRestKind } from '../storage/job-kinds';
import { findRunning, recordRunning } from '../storage/running-charge.queries';
import { currentTerms, termsOf } from '../storage/terms.queries';
import { announceAgain } from './announce-again';
import { takeAddOns } from './change-add-ons';
import { takeTerms } from './take-terms';

const AGAIN_AFTER_DAYS = 3;

/**
 * Nobody paid for a change that was billed at once: the subscription is as it was, and the invoice is withdrawn. Where the period
 * that it was for is over, or was changed again, there is nothing to take back: the invoice is owed, and charged once more. The same where
 * staff withdrew the invoice, which then is owed in no case. Nothing happens for an invoice that no change was billed by, or that is paid.
 */
export async function undoChange(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  const change = await work.from(BilledChange).where({ invoiceId }).one();
  const subscription = change && (await work.lock(SubscriptionContract, change.subscriptionId));
  if (!change || !subscription) return;
  const invoice = (await work.lock(Invoice, invoiceId))!;
  const isWithdrawn = invoice.status === InvoiceStatus.VOID;
  if (!isWithdrawn && !isOwed(invoice)) return;
  const reason = isWithdrawn ? 'WITHDRAWN' : 'PAYMENT_FAILED';
  const isUndone = !isFinal(subscription.status) && (change.addOns ? await undoAddOns(work, subscription, { invoiceId, changed: change.addOns, reason }) : await undoPlan(work, subscription, { change, reason }));
  if (!isUndone) return isWithdrawn ? undefined : chargeOnceMore(work, { subscriptionId: subscription.id, invoice });
  if (!isWithdrawn) await voidInvoice(work, { invoiceId });
  await announceAgain(work, subscription);
}

type Reason = 'PAYMENT_FAILED' | 'WITHDRAWN';

/** False where the period is over, or was changed again. */
async function undoPlan(work: Work, subscription: SubscriptionContract, { change, reason }: { change: BilledChange; reason: Reason }): Promise<boolean> {
  const running = await findRunning(work, subscription.id);
  if (running?.invoiceId !== change.invoiceId) return false;
  const { fromPlanId: planId, fromPlanVersionId: planVersionId, fromQuantity: quantity } = change;
  const [old, next] = [await currentTerms(work, subscription), await termsOf(work, { planId, planVersionId, quantity, currency: subscription.currency, addOns: subscription.addOns })];
  takeTerms(work, subscription, { old, next, billedCycles: 0, reason });
  await work.save(Object.assign(subscription, { termCycles: change.fromTermCycles, billedCycles: change.fromBilledCycles }));
  const { chargedMinor, billedMinor, runningInvoiceId, runningLineId: lineId } = change;
  await recordRunning(work, subscription.id, { chargedMinor, billedMinor, invoiceId: runningInvoiceId, lineId });
  return true;
}

interface UndoneAddOns {
  readonly invoiceId: string;
  readonly changed: ChangedAddOns;
  readonly reason: Reason;
}

/** The same of what is taken beside the plan. Taken again after it was given back, it stands on another bill. */
async function undoAddOns(work: Work, subscription: SubscriptionContract, { invoiceId, changed, reason }: UndoneAddOns): Promise<boolean> {
  const isBilledByIt = await work.from(AddOnCharge).where({ subscriptionId: subscription.id, invoiceId }).one();
  if (!isBilledByIt || !stands(subscription, changed)) return false;
  const { currency } = await currentTerms(work, subscription);
  takeAddOns(work, subscription, { next: changed.before, changes: [], currency, reason });
  await work.save(subscription);
  await recordAddOnCharges(work, subscription.id, { charges: changed.charges.map(chargeFrom), gone: changed.addOnIds });
  return true;
}

async function chargeOnceMore(work: Work, { subscriptionId, invoice }: { subscriptionId: string; invoice: Invoice }): Promise<void> {
  if (invoice.attemptCount > 1) return;
  const dueAt = addMs(work.now, AGAIN_AFTER_DAYS * DAY_MS);
  await schedule(work, chargeRestKind, { key: invoice.id, dueAt, payload: { subscriptionId, invoiceId: invoice.id } });
}
