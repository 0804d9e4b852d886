import type { Work } from '../../../platform/database/work';
import { beginCharge, findDefaultPaymentMethod, hasUnsettledCharge, Invoice, isOwed } from '../../billing/contract';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import type { BegunAttempt } from './bill-cycle';

/**
 * Charges what was billed for a subscription apart from its periods: what waited when it ended, or a change that nobody paid. The
 * attempt is returned to be sent. Null when it is not owed any more, is being charged, or there is no method.
 */
export async function chargeRest(work: Work, { subscriptionId, invoiceId }: { subscriptionId: string; invoiceId: string }): Promise<BegunAttempt | null> {
  const subscription = (await work.lock(SubscriptionContract, subscriptionId))!;
  const invoice = (await work.lock(Invoice, invoiceId))!;
  if (!isOwed(invoice) || (await hasUnsettledCharge(work, invoiceId))) return null;
  const paymentMethodId = subscription.paymentMethodId ?? (await findDefaultPaymentMethod(work, subscription.userId))?.id;
  if (!paymentMethodId) return null;
  const { attemptId } = await beginCharge(work, { invoiceId, paymentMethodId, isOffSession: true });
  return { cycleId: null, subscriptionId, attemptId };
}
