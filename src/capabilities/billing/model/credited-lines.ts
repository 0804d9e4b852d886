import { divideRounded, splitMinor } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';

/** A line of an invoice, and what earlier notes have given back of it. */
export interface CreditableLine {
  readonly id: string;
  readonly position: number;
  readonly description: string;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly creditedMinor: bigint;
  readonly creditedTaxMinor: bigint;
}

/** Tax included. */
export interface WantedLine {
  readonly position: number;
  readonly amountMinor: bigint;
}

export interface CreditedLine {
  readonly line: CreditableLine;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
}

/** What is left of a line, tax included; lines below zero gave credit themselves, and give none back. */
function leftOf({ amountMinor, taxMinor, creditedMinor, creditedTaxMinor }: CreditableLine): bigint {
  const left = amountMinor + taxMinor - creditedMinor - creditedTaxMinor;
  return left > 0n ? left : 0n;
}

/** Splits an amount, tax included, over what is left of the lines, by the largest remainder. Refuses INVALID and CREDIT_NOTE_EXCEEDS_INVOICE. */
export function creditByAmount(lines: readonly CreditableLine[], totalMinor: bigint): CreditedLine[] {
  if (totalMinor <= 0n) throw invalid('The amount must be more than zero.', ['amountMinor']);
  const left = lines.map(leftOf);
  if (totalMinor > left.reduce((sum, one) => sum + one, 0n)) throw exceeds(['amountMinor']);
  const parts = splitMinor(totalMinor, left);
  return lines.map((line, index) => creditOf(line, parts[index]!)).filter((credited) => credited.amountMinor + credited.taxMinor > 0n);
}

/** Gives back what is asked for of each line. Refuses INVALID and CREDIT_NOTE_EXCEEDS_INVOICE. */
export function creditByLines(lines: readonly CreditableLine[], wanted: readonly WantedLine[]): CreditedLine[] {
  if (new Set(wanted.map(({ position }) => position)).size < wanted.length) throw invalid('Each line is named once.', ['lines']);
  return wanted.map(({ position, amountMinor }, index) => {
    const at = ['lines', String(index)];
    const line = lines.find((one) => one.position === position);
    if (!line) throw invalid(`The invoice has no line ${position}.`, [...at, 'position']);
    if (amountMinor <= 0n) throw invalid('The amount must be more than zero.', [...at, 'amountMinor']);
    if (amountMinor > leftOf(line)) throw exceeds([...at, 'amountMinor']);
    return creditOf(line, amountMinor);
  });
}

/**
 * The tax in a part of a line: of all that is given back so far, tax * part / line, rounded half away from zero, less what earlier notes
 * gave. So the taxes of all notes sum to the line's when the whole of it is given back.
 */
function creditOf(line: CreditableLine, grossMinor: bigint): CreditedLine {
  const lineMinor = line.amountMinor + line.taxMinor;
  const soFarMinor = line.creditedMinor + line.creditedTaxMinor + grossMinor;
  const taxMinor = lineMinor > 0n ? divideRounded(line.taxMinor * soFarMinor, lineMinor) - line.creditedTaxMinor : 0n;
  return { line, amountMinor: grossMinor - taxMinor, taxMinor };
}

export function exceeds(field: readonly string[]): Refusal {
  return new Refusal('CREDIT_NOTE_EXCEEDS_INVOICE', 'That is more than is left of the invoice to give back.', field);
}
