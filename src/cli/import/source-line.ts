/** What a row of the file is. */
export type LineKind = 'SALE' | 'FREE' | 'CANCELLATION' | 'FEE' | 'NEGATIVE';

/** A row of the file that could be read. */
export interface SourceLine {
  /** Counted from the heading, which is row 1, as a spreadsheet shows it. */
  readonly row: number;
  readonly kind: LineKind;
  readonly invoice: string;
  readonly sku: string;
  /** May be empty. */
  readonly description: string;
  /** Of a cancellation: how many come back, above zero. Of a NEGATIVE line below zero. */
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly at: Date;
  /** The merchant's own id of the customer; null for a guest. */
  readonly customer: string | null;
  readonly orderMetadata: Readonly<Record<string, string>>;
  readonly customerMetadata: Readonly<Record<string, string>>;
}

/** Why a row cannot be read. */
export interface UnreadableRow {
  readonly row: number;
  readonly reason: string;
}

/** What became of a row. The first three made something, all others were skipped. */
export const outcomes = {
  ORDER_LINE: { isMade: true, words: 'order lines' },
  FREE_LINE: { isMade: true, words: 'free order lines' },
  RETURN: { isMade: true, words: 'returns' },
  FEE: { isMade: false, words: 'fee, not goods' },
  SALE_NOT_IN_FILE: { isMade: false, words: 'cancellation whose sale is not in the file' },
  NEGATIVE_QUANTITY: { isMade: false, words: 'negative quantity without a cancellation' },
  UNREADABLE: { isMade: false, words: 'cannot be read' },
  DOES_NOT_FIT: { isMade: false, words: 'does not fit' },
  IMPORTED_BEFORE: { isMade: false, words: 'imported before' },
} as const;

export type Outcome = keyof typeof outcomes;
