import { addMs, DAY_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { Invoice, isOwed, voidInvoice } from '../../billing/contract';
import { BilledChange } from '../model/billed-change.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { chargeRestKind } from '../storage/job-kinds';
import { findRunning, recordRunning } from '../storage/running-charge.queries';
import { currentTerms, termsOf } from '../storage/terms.queries';
import { announceAgain } from './announce-again';
import { takeTerms } from './take-terms';

const AGAIN_AFTER_DAYS = 3;

/**
 * Nobody paid for a change that was billed at once: the subscription is as it was, and the invoice is withdrawn. Where the period
 * that it was for is over, or was changed again, there is nothing to take back: the invoice is owed, and charged once more.
 * Nothing happens for an invoice that no change was billed by, or that is not owed any more.
 */
export async function undoChange(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  const change = await work.from(BilledChange).where({ invoiceId }).one();
  const subscription = change && (await work.lock(SubscriptionContract, change.subscriptionId));
  if (!change || !subscription) return;
  const invoice = (await work.lock(Invoice, invoiceId))!;
  if (!isOwed(invoice)) return;
  const running = await findRunning(work, subscription.id);
  if (isFinal(subscription.status) || running?.invoiceId !== invoiceId) return chargeOnceMore(work, { subscriptionId: subscription.id, invoice });
  const { fromPlanId: planId, fromPlanVersionId: planVersionId, fromQuantity: quantity } = change;
  const [old, next] = [await currentTerms(work, subscription), await termsOf(work, { planId, planVersionId, quantity, currency: subscription.currency, addOns: subscription.addOns })];
  takeTerms(work, subscription, { old, next, billedCycles: 0 });
  await work.save(Object.assign(subscription, { termCycles: change.fromTermCycles, billedCycles: change.fromBilledCycles }));
  const { chargedMinor, billedMinor, runningInvoiceId, runningLineId: lineId } = change;
  await recordRunning(work, subscription.id, { chargedMinor, billedMinor, invoiceId: runningInvoiceId, lineId });
  await voidInvoice(work, { invoiceId });
  await announceAgain(work, subscription);
}

async function chargeOnceMore(work: Work, { subscriptionId, invoice }: { subscriptionId: string; invoice: Invoice }): Promise<void> {
  if (invoice.attemptCount > 1) return;
  const dueAt = addMs(work.now, AGAIN_AFTER_DAYS * DAY_MS);
  await schedule(work, chargeRestKind, { key: invoice.id, dueAt, payload: { subscriptionId, invoiceId: invoice.id } });
}
