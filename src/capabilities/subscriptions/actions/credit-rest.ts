import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { addPendingLine, hasUnsettledCharge, Invoice } from '../../billing/contract';
import { creditsForRest } from '../storage/rest-credit.queries';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { findRunning } from '../storage/running-charge.queries';

/**
 * Gives back what was paid for the rest of the period that runs, as a line of the last invoice, which becomes credit of the user.
 * Nothing in a trial, in a pause, or of what was not paid. Refuses PAYMENT_IN_PROGRESS. Rule: tests/vectors/README.md, Money.
 */
export async function creditRest(work: Work, subscription: SubscriptionContract, at: Date): Promise<void> {
  await assertSettled(work, subscription);
  const { id: scopeId, userId } = subscription;
  for (const credit of await creditsForRest(work, subscription, at)) await addPendingLine(work, { userId, scopeId, ...credit });
}

/** What is not known to be paid cannot be given back, and would be lost. Refuses PAYMENT_IN_PROGRESS. */
async function assertSettled(work: Work, { id }: SubscriptionContract): Promise<void> {
  const running = await findRunning(work, id);
  // Held, so that nothing else gives the same money back meanwhile.
  const invoice = running?.invoiceId && (await work.lock(Invoice, running.invoiceId));
  if (!invoice || !(await hasUnsettledCharge(work, invoice.id))) return;
  throw new Refusal('PAYMENT_IN_PROGRESS', 'The charge of the running period is under way; wait for its outcome.', ['subscriptionId']);
}
