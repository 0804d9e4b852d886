import { isCurrencyCode } from '../../../kernel/currency';
import type { Jsonable } from '../../../kernel/json';
import { Money } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import { columnsOfTax, type AppliedTax } from './applied-tax';
import type { ComposedDeduction } from './deductions';
import type { Discount } from './discount.entity';
import { InvoiceLine } from './invoice-line.entity';
import { InvoiceStatus, invoiceStates } from './invoice-status';
import type { Invoice } from './invoice.entity';
import type { Region } from './taxes';

/**
 * How many of her points an invoice's user wants to spend: at most what it is worth is taken. ALL: as many as she has, which is none
 * where points pay for nothing; nobody is there who could be refused.
 */
export type SpendPoints = bigint | 'ALL' | null;

/** What an invoice is made of. */
export interface NewInvoice {
  /** Who owes it; null for a guest. */
  readonly userId: string | null;
  readonly currency: string;
  /** None is enough when there are pending lines to take. */
  readonly lines: readonly NewInvoiceLine[];
  /**
   * Takes up the user's pending lines of this scope that are in the invoice's currency: they stand before `lines`, in the order of
   * their making. Costs a statement; leave it out where there cannot be any.
   */
  readonly takesPendingOf?: string;
  /**
   * Of goods: where they are sent to, null when nobody said; it says how they are taxed where that is not known of the user.
   * Left out, the user alone says it.
   */
  readonly goesTo?: Region | null;
  /** A discount that runs, by its id, which costs a statement; in a preview also one that is not redeemed yet. */
  readonly discount?: string | Discount | null;
  /** Of a draft it is forgotten: it takes nothing before its issue. */
  readonly spendPoints?: SpendPoints;
  /** What it is for, opaque to billing: events of the invoice and its payments carry it back. */
  readonly purpose: { readonly kind: string; readonly id: string };
  /** Until when it is to be paid; at once when left out. */
  readonly dueAt?: Date;
  /** For imported history: when it was issued. The present when left out. */
  readonly issuedAt?: Date;
}

export interface NewInvoiceLine {
  readonly description: string;
  /** PRODUCT when left out. */
  readonly kind?: string;
  /** At least 1. */
  readonly quantity: number;
  /** Minor units of one, before any discount; it holds the tax where the rate says so. Negative for a credit. */
  readonly unitAmountMinor: bigint;
  /** What it is taxed as; the user's region then says how much. Not taxed by any rate when left out. */
  readonly taxCategory?: string | null;
  /** The tax that a credit carries back; in place of a category. */
  readonly tax?: AppliedTax | null;
  /** Tax on the whole line by somebody else's sum; not beside a category or a tax. */
  readonly taxMinor?: bigint;
  /** Of a credit: the line that it gives back. Should both stand on one invoice, no coupon reduces that part. */
  readonly creditsLineId?: string | null;
  /** The formula with its numbers; quantity times price when left out. */
  readonly explanation?: string;
  readonly periodStart?: Date | null;
  readonly periodEnd?: Date | null;
  /** Opaque to billing: ids of plan or variant, what a coupon may look at. */
  readonly tags?: Readonly<Record<string, Jsonable>> | null;
  /** True for what a change in the middle of a period credits or charges. */
  readonly isProration?: boolean;
}

/** A line as it will stand: all of an InvoiceLine but its row, so a preview can show it as one. */
export type ComposedLine = Omit<InvoiceLine, 'tenantId' | 'id' | 'invoiceId'>;

/** An invoice as it would be if it was issued now. */
export interface ComposedInvoice extends InvoiceSums {
  readonly currency: string;
  readonly lines: readonly ComposedLine[];
  readonly deductions: readonly ComposedDeduction[];
  /** What is taken off the lines; null for nothing. */
  readonly discount: ComposedDiscount | null;
}

/** What a coupon takes off an invoice. */
export interface ComposedDiscount {
  readonly discount: Discount;
  /** More than zero. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly explanation: string;
}

export interface InvoiceSums {
  readonly discountMinor: bigint;
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly dueMinor: bigint;
}

/** The row of an invoice that is not issued yet. */
export function draftOf(
  { userId, currency, purpose, dueAt, issuedAt }: NewInvoice,
  { sums, now }: { sums: InvoiceSums; now: Date },
): Partial<Invoice> & Pick<Invoice, 'status' | 'dueMinor' | 'createdAt' | 'dueAt'> {
  const { discountMinor, subtotalMinor, taxMinor, totalMinor, dueMinor } = sums;
  return {
    userId,
    status: InvoiceStatus.DRAFT,
    currency,
    discountMinor,
    subtotalMinor,
    taxMinor,
    totalMinor,
    dueMinor,
    paidMinor: 0n,
    refundedMinor: 0n,
    purposeKind: purpose.kind,
    purposeId: purpose.id,
    attemptCount: 0,
    createdAt: issuedAt ?? now,
    dueAt: dueAt ?? null,
  };
}

/** What changes of a draft when it is issued. One over zero is paid in the same moment. Refuses TRANSITION_NOT_ALLOWED. */
export function issue(draft: Issuable, { sequence, issuedAt }: { sequence: number; issuedAt: Date }): void {
  // The table lets an OPEN invoice become PAID as well, but not by a second issue.
  const { status } = draft;
  if (status !== InvoiceStatus.DRAFT) throw new Refusal('TRANSITION_NOT_ALLOWED', `The invoice is ${status}; only a draft is issued.`);
  invoiceStates.move(draft, draft.dueMinor === 0n ? InvoiceStatus.PAID : InvoiceStatus.OPEN);
  draft.sequence = sequence;
  draft.finalizedAt = issuedAt;
  draft.dueAt ??= issuedAt;
  if (draft.status === InvoiceStatus.PAID) draft.paidAt = issuedAt;
}

type Issuable = Pick<Invoice, 'status' | 'dueMinor'> & Partial<Pick<Invoice, 'sequence' | 'finalizedAt' | 'dueAt' | 'paidAt'>>;

/** Rule: sum of lines + tax = total; total - deductions = due. Rule: tests/vectors/README.md, Money. */
export function sumsOf(
  lines: readonly Pick<InvoiceLine, 'amountMinor' | 'taxMinor' | 'discountMinor'>[],
  deductions: readonly Pick<ComposedDeduction, 'amountMinor'>[] = [],
): InvoiceSums {
  const subtotalMinor = sumOf(lines.map(({ amountMinor }) => amountMinor));
  const taxMinor = sumOf(lines.map((line) => line.taxMinor));
  const totalMinor = subtotalMinor + taxMinor;
  const discountMinor = sumOf(lines.map((line) => line.discountMinor));
  return { discountMinor, subtotalMinor, taxMinor, totalMinor, dueMinor: totalMinor - sumOf(deductions.map(({ amountMinor }) => amountMinor)) };
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/**
 * The lines at their prices: coupons and taxes are not in yet. Refuses INVALID: no line, a quantity below 1, a currency that is none, and a sum below zero for a
 * guest, who has no balance that it could go to.
 */
export function linesOf({ lines, currency, userId }: Pick<NewInvoice, 'lines' | 'currency' | 'userId'>): ComposedLine[] {
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['currency']);
  if (lines.length === 0) throw invalid('An invoice needs at least one line.', ['lines']);
  const composed = lines.map((line, position) => lineOf(line, { position, currency }));
  if (userId === null && sumsOf(composed).totalMinor < 0n) throw invalid('The sum of a guest\'s invoice must not be below zero.', ['lines']);
  return composed;
}

function lineOf(line: NewInvoiceLine, { position, currency }: { position: number; currency: string }): ComposedLine {
  const { quantity, unitAmountMinor, kind = 'PRODUCT', taxMinor = 0n, periodStart = null, periodEnd = null, tags = null, isProration = false } = line;
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw invalid('The quantity must be a whole number of at least 1.', ['lines', String(position), 'quantity']);
  }
  return Object.assign(new InvoiceLine(), {
    position,
    kind,
    description: line.description.slice(0, 500),
    quantity,
    unitAmountMinor,
    amountMinor: unitAmountMinor * BigInt(quantity),
    taxMinor,
    discountMinor: 0n,
    taxCategory: line.taxCategory ?? null,
    ...columnsOfTax(line.tax),
    creditsLineId: line.creditsLineId ?? null,
    currency,
    isProration,
    explanation: line.explanation ?? productText(quantity, Money.of(unitAmountMinor, currency)),
    periodStart,
    periodEnd,
    tags,
  });
}

/** "3 × 19.99 = 59.97 GBP" */
function productText(quantity: number, unit: Money): string {
  return `${quantity} × ${unit.amount} = ${unit.times(quantity).amount} ${unit.currency}`;
}
