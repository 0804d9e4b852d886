import { invalid } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { taxOfColumns } from '../model/applied-tax';
import { composeLines, type LineToCompose } from '../model/compose-lines';
import { deductionsOf, noFunds, type ComposedDeduction } from '../model/deductions';
import { Discount } from '../model/discount.entity';
import { InvoiceLine } from '../model/invoice-line.entity';
import type { Invoice } from '../model/invoice.entity';
import { sumsOf, type ComposedDiscount, type ComposedInvoice, type ComposedLine, type NewInvoice, type SpendPoints } from '../model/new-invoice';
import { PendingLine } from '../model/pending-line.entity';
import { fundsOf, type Read, type Wallet } from './funds.queries';
import { taxesFor } from './tax-rates.queries';

interface Reader {
  readonly view: View;
  readonly read: Read;
  readonly findDiscount: (id: string) => Promise<Discount | null>;
}

export interface ComposedLines {
  readonly lines: readonly ComposedLine[];
  readonly discount: ComposedDiscount | null;
  /** Those of them that waited: the first ones. */
  readonly pending: readonly PendingLine[];
}

/** When an invoice is to be issued; now when left out. */
export interface Issued {
  readonly at?: Date | null;
  /** Another of the user that is issued now. */
  readonly after?: ComposedInvoice | null;
}

/**
 * An invoice as it would be if it was issued now, or at an instant, by when some of what may pay it has lapsed; nothing is written.
 * Refuses INVALID, like `finalizeInvoice`.
 */
export async function composeInvoice(view: View, input: NewInvoice, { at, after = null }: Issued = {}): Promise<ComposedInvoice> {
  const findDiscount = async (id: string) => usedBy(await view.find(Discount, id), after);
  const discount = input.discount instanceof Discount ? usedBy(input.discount, after) : input.discount;
  return (await composeBy({ view, read: (entity) => view.from(entity), findDiscount }, { ...input, discount }, { at: at ?? view.now, after })).composed;
}

/** The same, and nobody else can take the pending lines, the discount or the credit before this transaction ends. */
export function composeUnderLocks(work: Work, input: NewInvoice): Promise<{ composed: ComposedInvoice; pending: readonly PendingLine[] }> {
  return composeBy(lockingReader(work), input, { at: work.now, after: null });
}

/** The lines alone, of an invoice that is not issued yet, under the same locks. */
export function composeLinesUnderLocks(work: Work, input: NewInvoice): Promise<ComposedLines> {
  return linesBy(lockingReader(work), input);
}

/** What is taken off a draft at its issue; the accounts that it is taken from are held. */
export function deductUnderLocks(work: Work, { userId, currency, totalMinor }: Invoice, spendPoints: SpendPoints): Promise<ComposedDeduction[]> {
  return deduct(lockingReader(work), { userId, currency, totalMinor, spendPoints, at: work.now, after: null });
}

/** The lines that wait for the invoice, held, in the order of their making. */
export function lockPendingLines(work: Work, input: NewInvoice): Promise<PendingLine[]> {
  return pendingLinesOf((entity) => work.locked(entity), input);
}

/** The line of an invoice that one that waited has become; null while it waits, and for what never waited. */
export async function billedLineOf(view: View, pendingLineId: string): Promise<InvoiceLine | null> {
  const pending = await view.find(PendingLine, pendingLineId);
  return pending?.billedLineId ? view.find(InvoiceLine, pending.billedLineId) : null;
}

function lockingReader(work: Work): Reader {
  return { view: work, read: (entity) => work.locked(entity), findDiscount: (id) => work.lock(Discount, id) };
}

async function composeBy(reader: Reader, input: NewInvoice, issued: Pick<Wallet, 'at' | 'after'>) {
  const { userId, currency } = input;
  const { lines, discount, pending } = await linesBy(reader, input);
  const deductions = await deduct(reader, { userId, currency, totalMinor: sumsOf(lines).totalMinor, spendPoints: input.spendPoints, ...issued });
  return { composed: { currency, lines, deductions, discount, ...sumsOf(lines, deductions) }, pending };
}

async function linesBy({ view, read, findDiscount }: Reader, input: NewInvoice): Promise<ComposedLines> {
  const { userId, currency, goesTo, discount: wanted } = input;
  const discount = typeof wanted === 'string' ? await findDiscount(wanted) : (wanted ?? null);
  const pending = await pendingLinesOf(read, input);
  const lines: LineToCompose[] = [...pending.map(waitingLine), ...input.lines];
  const taxOf = await taxesFor(view, { userId, goesTo, lines });
  return { ...composeLines({ userId, currency, lines, discount, taxOf }), pending };
}

async function pendingLinesOf(read: Read, { userId, currency, takesPendingOf: scopeId }: NewInvoice): Promise<PendingLine[]> {
  if (!scopeId || userId === null) return [];
  return read(PendingLine).where({ scopeId, userId, currency, invoiceId: null }).orderBy('id').all();
}

function waitingLine(pending: PendingLine): LineToCompose {
  return { ...pending, tax: taxOfColumns(pending) };
}

/** A discount as the invoice before this one leaves it. */
function usedBy(discount: Discount | null, after: ComposedInvoice | null): Discount | null {
  return discount && after?.discount ? Object.assign(new Discount(), discount, { usedCount: discount.usedCount + 1 }) : discount;
}

/** Nobody's accounts are looked at for nothing: a guest has none, and a total of zero or less takes none. */
async function deduct(
  { view, read }: Pick<Reader, 'view' | 'read'>,
  { userId, totalMinor, ...wallet }: Omit<Wallet, 'userId'> & Pick<Invoice, 'userId' | 'totalMinor'>,
): Promise<ComposedDeduction[]> {
  const { currency, spendPoints } = wallet;
  if (userId === null && spendPoints) throw invalid('A guest has no points.', ['spendPoints']);
  if (userId === null) return [];
  const funds = totalMinor > 0n ? await fundsOf(view, read, { ...wallet, userId }) : noFunds;
  return deductionsOf({ totalMinor, currency, ...funds });
}
