import type { Select } from '../../../platform/database/select';
import type { EntityClass } from '../../../platform/database/table';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { deductionsOf, type ComposedDeduction } from '../model/deductions';
import type { Invoice } from '../model/invoice.entity';
import { LedgerAccount, LedgerAccountKind } from '../model/ledger-account.entity';
import { linesOf, sumsOf, type ComposedInvoice, type NewInvoice } from '../model/new-invoice';
import { PendingLine } from '../model/pending-line.entity';

/** How rows are read: as they are, or held until the transaction ends. Everything else is the same for a preview and an invoice. */
type Read = <Entity extends object>(entity: EntityClass<Entity>) => Select<Entity>;

/**
 * An invoice as it would be if it was issued now, or right after another of the user; nothing is written. Refuses INVALID, like
 * `finalizeInvoice`.
 */
export async function composeInvoice(view: View, input: NewInvoice, after: ComposedInvoice | null = null): Promise<ComposedInvoice> {
  const spentMinor = (after?.deductions ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return (await composeBy((entity) => view.from(entity), input, spentMinor)).composed;
}

/** The same, and nobody else can take the pending lines or the credit before this transaction ends. */
export function composeUnderLocks(work: Work, input: NewInvoice): Promise<{ composed: ComposedInvoice; pending: readonly PendingLine[] }> {
  return composeBy((entity) => work.locked(entity), input);
}

/** What is taken off a draft at its issue; the balance that it is taken from is held. */
export function deductUnderLocks(work: Work, draft: Invoice): Promise<ComposedDeduction[]> {
  return deduct((entity) => work.locked(entity), draft);
}

/** The lines that wait for the invoice, held, in the order of their making. */
export function lockPendingLines(work: Work, input: NewInvoice): Promise<PendingLine[]> {
  return pendingLinesOf((entity) => work.locked(entity), input);
}

async function composeBy(read: Read, input: NewInvoice, spentMinor = 0n) {
  const { userId, currency } = input;
  const pending = await pendingLinesOf(read, input);
  const lines = linesOf({ userId, currency, lines: [...pending, ...input.lines] });
  const deductions = await deduct(read, { userId, currency, totalMinor: sumsOf(lines).totalMinor }, spentMinor);
  return { composed: { currency, lines, deductions, ...sumsOf(lines, deductions) }, pending };
}

async function pendingLinesOf(read: Read, { userId, currency, takesPendingOf: scopeId }: NewInvoice): Promise<PendingLine[]> {
  if (!scopeId || userId === null) return [];
  return read(PendingLine).where({ scopeId, userId, currency, invoiceId: null }).orderBy('id').all();
}

/** Nobody's balance is looked at for nothing: a guest has none, and a total of zero or less uses none. */
async function deduct(
  read: Read,
  { userId, currency, totalMinor }: Pick<Invoice, 'userId' | 'currency' | 'totalMinor'>,
  spentMinor = 0n,
): Promise<ComposedDeduction[]> {
  if (userId === null) return [];
  const isUsed = totalMinor > 0n;
  const account = isUsed ? await read(LedgerAccount).where({ kind: LedgerAccountKind.USER_BALANCE, ownerId: userId, unit: currency }).one() : null;
  return deductionsOf({ totalMinor, balanceMinor: (account?.balanceMinor ?? 0n) - spentMinor, currency });
}
