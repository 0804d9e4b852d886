import { divideRounded } from '../../../kernel/money';
import type { Work } from '../../../platform/database/work';
import { addPendingLine, createCreditNote, Invoice, InvoiceLine, isOwed } from '../../billing/contract';
import { creditsForRest } from '../storage/rest-credit.queries';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { currentTerms } from '../storage/terms.queries';
import { wholePeriodOf } from '../model/cycle-lines';
import { creditFor, fractionLeft } from '../model/proration';
import { SubscriptionStatus } from '../model/subscription-states';
import { chargesOf } from '../storage/add-ons.queries';
import { findRunning } from '../storage/running-charge.queries';
import { assertSettled } from '../storage/settled.queries';

/**
 * Gives back what was paid for the rest of the period that runs, as a line of the last invoice, which becomes credit of the user.
 * Of a period that is owed less is owed. Nothing in a trial, or of a period that a pause skips. Refuses PAYMENT_IN_PROGRESS. Rule: tests/vectors/README.md, Money.
 */
export async function creditRest(work: Work, subscription: SubscriptionContract, at: Date): Promise<void> {
  await assertSettled(work, subscription);
  const { id: scopeId, userId } = subscription;
  if (subscription.status === SubscriptionStatus.PAST_DUE) return reduceOwed(work, subscription, at);
  for (const credit of await creditsForRest(work, subscription, at)) await addPendingLine(work, { userId, scopeId, ...credit });
}

/**
 * The part of the plan and of its add-ons that is not had any more is not owed; where so much was paid of it by points, gift cards or
 * credit, nothing is given back.
 */
async function reduceOwed(work: Work, subscription: SubscriptionContract, at: Date): Promise<void> {
  const running = await findRunning(work, subscription.id);
  const invoice = running?.invoiceId && (await work.lock(Invoice, running.invoiceId));
  if (!invoice || !isOwed(invoice)) return;
  const billed = await work.from(InvoiceLine).where({ invoiceId: invoice.id }).all();
  const left = fractionLeft(wholePeriodOf(subscription, await currentTerms(work, subscription)), at);
  const lines = [running, ...(await chargesOf(work, subscription))].flatMap(({ lineId, chargedMinor }) => {
    const line = billed.find(({ id }) => id === lineId);
    const amountMinor = line ? unusedOf(line, { chargedMinor, left }) : 0n;
    return amountMinor > 0n ? [{ position: line!.position, amountMinor }] : [];
  });
  const unusedMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (unusedMinor <= 0n || unusedMinor >= invoice.remainingMinor) return;
  await createCreditNote(work, { invoiceId: invoice.id, lines, reason: 'Unused time of a period that was canceled' });
}

/** Tax included. */
function unusedOf(line: InvoiceLine, { chargedMinor, left }: { chargedMinor: bigint; left: ReturnType<typeof fractionLeft> }): bigint {
  if (line.chargedMinor <= 0n) return 0n;
  const unusedMinor = -creditFor({ chargedMinor, creditableMinor: line.chargedMinor }, left);
  return divideRounded(unusedMinor * (line.amountMinor + line.taxMinor), line.chargedMinor);
}
