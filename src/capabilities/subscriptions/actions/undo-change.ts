import type { Work } from '../../../platform/database/work';
import { voidInvoice } from '../../billing/contract';
import type { Terms } from '../model/plan-change';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { recordRunning, type Charge } from '../storage/running-charge.queries';
import { takeTerms } from './take-terms';

/** A change of plan that was billed at once, and what stood before it. */
export interface UndoableChange {
  readonly subscriptionId: string;
  readonly invoiceId: string;
  readonly old: Terms;
  readonly next: Terms;
  readonly term: Pick<SubscriptionContract, 'termCycles' | 'billedCycles'>;
  readonly running: Charge;
}

/** Nobody paid for the change: the subscription is as it was, and the invoice is withdrawn. Nothing happens once it was changed again. */
export async function undoChange(work: Work, { subscriptionId, invoiceId, old, next, running, term }: UndoableChange): Promise<void> {
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (subscription?.planVersionId !== next.planVersionId || subscription.quantity !== next.quantity) return;
  takeTerms(work, subscription, { old: next, next: old, billedCycles: 0 });
  Object.assign(subscription, term);
  await work.save(subscription);
  await recordRunning(work, subscriptionId, running);
  await voidInvoice(work, { invoiceId });
}
