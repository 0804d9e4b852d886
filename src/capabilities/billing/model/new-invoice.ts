import { isCurrencyCode } from '../../../kernel/currency';
import type { Jsonable } from '../../../kernel/json';
import { Money } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import type { InvoiceLine } from './invoice-line.entity';

/** What an invoice is made of. */
export interface NewInvoice {
  /** Who owes it; null for a guest. */
  readonly userId: string | null;
  readonly currency: string;
  readonly lines: readonly NewInvoiceLine[];
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
  /** Minor units of one, before tax; negative for a credit. */
  readonly unitAmountMinor: bigint;
  /** Tax on the whole line; none when left out. */
  readonly taxMinor?: bigint;
  /** The formula with its numbers; quantity times price when left out. */
  readonly explanation?: string;
  readonly periodStart?: Date | null;
  readonly periodEnd?: Date | null;
  /** Opaque to billing: ids of plan or variant, what a coupon may look at. */
  readonly tags?: Readonly<Record<string, Jsonable>> | null;
}

export interface InvoiceSums {
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly dueMinor: bigint;
}

/** Rule: sum of lines + tax = total; total - deductions = due; there are no deductions yet. Rule: tests/vectors/README.md, Money. */
export function sumsOf(lines: readonly Pick<InvoiceLine, 'amountMinor' | 'taxMinor'>[]): InvoiceSums {
  const subtotalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0n);
  const totalMinor = subtotalMinor + taxMinor;
  return { subtotalMinor, taxMinor, totalMinor, dueMinor: totalMinor };
}

/** The lines as they are stored. Refuses INVALID: no line, a quantity below 1, a currency that is none. */
export function linesOf({ lines, currency }: Pick<NewInvoice, 'lines' | 'currency'>): (Partial<InvoiceLine> & LineSums)[] {
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['currency']);
  if (lines.length === 0) throw invalid('An invoice needs at least one line.', ['lines']);
  return lines.map((line, position) => {
    const { quantity, unitAmountMinor, kind = 'PRODUCT', taxMinor = 0n, periodStart = null, periodEnd = null, tags = null } = line;
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw invalid('The quantity must be a whole number of at least 1.', ['lines', String(position), 'quantity']);
    }
    return {
      position,
      kind,
      description: line.description.slice(0, 500),
      quantity,
      unitAmountMinor,
      amountMinor: unitAmountMinor * BigInt(quantity),
      taxMinor,
      currency,
      explanation: line.explanation ?? productText(quantity, Money.of(unitAmountMinor, currency)),
      periodStart,
      periodEnd,
      tags,
    };
  });
}

type LineSums = Pick<InvoiceLine, 'amountMinor' | 'taxMinor'>;

/** "3 × 19.99 = 59.97 GBP" */
function productText(quantity: number, unit: Money): string {
  return `${quantity} × ${unit.amount} = ${unit.times(quantity).amount} ${unit.currency}`;
}
