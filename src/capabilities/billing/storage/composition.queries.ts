import { invalid } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { deductionsOf, fundsAfter, noFunds, type ComposedDeduction } from '../model/deductions';
import type { Invoice } from '../model/invoice.entity';
import { linesOf, sumsOf, type ComposedInvoice, type NewInvoice } from '../model/new-invoice';
import { PendingLine } from '../model/pending-line.entity';
import { fundsOf, type Read } from './funds.queries';

/**
 * An invoice as it would be if it was issued now, or right after another of the user; nothing is written. Refuses INVALID, like
 * `finalizeInvoice`.
 */
export async function composeInvoice(view: View, input: NewInvoice, after: ComposedInvoice | null = null): Promise<ComposedInvoice> {
  return (await composeBy(view, (entity) => view.from(entity), input, after?.deductions)).composed;
}

/** The same, and nobody else can take the pending lines or the credit before this transaction ends. */
export function composeUnderLocks(work: Work, input: NewInvoice): Promise<{ composed: ComposedInvoice; pending: readonly PendingLine[] }> {
  return composeBy(work, (entity) => work.locked(entity), input);
}

/** What is taken off a draft at its issue; the accounts that it is taken from are held. */
export function deductUnderLocks(work: Work, draft: Invoice): Promise<ComposedDeduction[]> {
  return deduct(work, (entity) => work.locked(entity), draft);
}

/** The lines that wait for the invoice, held, in the order of their making. */
export function lockPendingLines(work: Work, input: NewInvoice): Promise<PendingLine[]> {
  return pendingLinesOf((entity) => work.locked(entity), input);
}

async function composeBy(view: View, read: Read, input: NewInvoice, spent: readonly ComposedDeduction[] = []) {
  const { userId, currency } = input;
  const pending = await pendingLinesOf(read, input);
  const lines = linesOf({ userId, currency, lines: [...pending, ...input.lines] });
  const deductions = await deduct(view, read, { userId, currency, totalMinor: sumsOf(lines).totalMinor, spendPoints: input.spendPoints }, spent);
  return { composed: { currency, lines, deductions, ...sumsOf(lines, deductions) }, pending };
}

async function pendingLinesOf(read: Read, { userId, currency, takesPendingOf: scopeId }: NewInvoice): Promise<PendingLine[]> {
  if (!scopeId || userId === null) return [];
  return read(PendingLine).where({ scopeId, userId, currency, invoiceId: null }).orderBy('id').all();
}

/** Nobody's accounts are looked at for nothing: a guest has none, and a total of zero or less takes none. */
async function deduct(
  view: View,
  read: Read,
  { userId, currency, totalMinor, spendPoints }: Pick<Invoice, 'userId' | 'currency' | 'totalMinor'> & Pick<NewInvoice, 'spendPoints'>,
  spent: readonly ComposedDeduction[] = [],
): Promise<ComposedDeduction[]> {
  if (userId === null && spendPoints) throw invalid('A guest has no points.', ['spendPoints']);
  if (userId === null) return [];
  const funds = totalMinor > 0n ? fundsAfter(await fundsOf(view, read, { userId, currency, spendPoints }), spent) : noFunds;
  return deductionsOf({ totalMinor, currency, ...funds });
}
