import { parseAmount } from '../../kernel/money';
import type { Column, Mapping } from './mapping';
import type { LineKind, SourceLine, UnreadableRow } from './source-line';
import { wallTimeReader } from './wall-time';

export type Cells = Readonly<Record<string, string | undefined>>;

/** A level of stock and the quantity of an order line are 32-bit numbers. */
const MAX_QUANTITY = 2_147_483_647;

class Unreadable extends Error {}

/** Reads rows by a mapping: what a row means is decided here and by nothing but the row itself. */
export function rowParser(mapping: Mapping): (row: number, cells: Cells) => SourceLine | UnreadableRow {
  const parse = lineParser(mapping);
  return (row, cells) => {
    try {
      return { row, ...parse(cells) };
    } catch (error) {
      if (error instanceof Unreadable) return { row, reason: error.message };
      throw error;
    }
  };
}

function lineParser(mapping: Mapping): (cells: Cells) => Omit<SourceLine, 'row'> {
  const { columns, currency, cancellation, numbers, times, metadata } = mapping;
  const fees = new Set(mapping.fees);
  const readTime = wallTimeReader(times.format)!;
  const cellOf = cellReader([...Object.values(columns), ...Object.values(metadata.order), ...Object.values(metadata.customer), cancellation?.column]);
  const valuesOf = (named: Readonly<Record<string, Column>>, cells: Cells) =>
    Object.fromEntries(Object.entries(named).map(([name, column]) => [name, cellOf(column, cells)] as const).filter(([, value]) => value !== ''));
  const isCancellation = (cells: Cells) => {
    if (!cancellation) return false;
    const value = cellOf(cancellation.column, cells);
    return 'prefix' in cancellation ? value.startsWith(cancellation.prefix) : value === cancellation.equals;
  };

  return (cells) => {
    const sku = codeOf(cellOf(columns.sku, cells), columns.sku);
    const quantity = quantityOf(numberOf(cellOf(columns.quantity, cells), numbers, columns.quantity), columns.quantity);
    const unitPriceMinor = priceOf(numberOf(cellOf(columns.unitPrice, cells), numbers, columns.unitPrice), currency, columns.unitPrice);
    const atText = cellOf(columns.at, cells);
    const at = readTime(atText, times.zone) ?? refuse(`${columns.at.column}: "${atText}" is no time of the form ${times.format}`);
    const customer = columns.customer ? cellOf(columns.customer, cells) : '';
    const takesBack = isCancellation(cells);
    const kind = kindOf({ isFee: fees.has(sku), takesBack, quantity, unitPriceMinor });
    return {
      kind,
      invoice: codeOf(cellOf(columns.invoice, cells), columns.invoice),
      sku,
      description: columns.description ? nameOf(cellOf(columns.description, cells)) : '',
      quantity: kind === 'CANCELLATION' ? returnedQuantity(quantity, cancellation!.quantity, columns.quantity) : quantity,
      unitPriceMinor,
      at,
      customer: customer === '' ? null : codeOf(customer, columns.customer!),
      orderMetadata: valuesOf(metadata.order, cells),
      customerMetadata: valuesOf(metadata.customer, cells),
    };
  };
}

function kindOf({ isFee, takesBack, quantity, unitPriceMinor }: { isFee: boolean; takesBack: boolean; quantity: number; unitPriceMinor: bigint }): LineKind {
  if (isFee) return 'FEE';
  if (takesBack) return 'CANCELLATION';
  if (quantity < 0) return 'NEGATIVE';
  return unitPriceMinor === 0n ? 'FREE' : 'SALE';
}

/** Trimmed, without what the mapping takes off. A column that the row lacks is empty. */
function cellReader(columns: readonly (Column | undefined)[]): (column: Column, cells: Cells) => string {
  const patterns = new Map(columns.flatMap((column) => (column?.remove ? [[column.remove, new RegExp(column.remove, 'g')] as const] : [])));
  return ({ column, remove }, cells) => {
    const text = (cells[column] ?? '').trim();
    return remove === null ? text : text.replace(patterns.get(remove)!, '').trim();
  };
}

/** "1.234,50" of a mapping with `,` and `.` -> "1234.50"; "4.50" is no number then. */
function numberOf(text: string, { decimal, thousands }: Mapping['numbers'], { column }: Column): string {
  const [whole = '', fraction, ...more] = text.split(decimal);
  const groups = thousands === null ? [whole] : whole.split(thousands);
  const isWhole = /^-?\d+$/.test(groups[0]!) && (groups.length === 1 || /^-?\d{1,3}$/.test(groups[0]!)) && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  const isNumber = isWhole && (fraction === undefined || /^\d+$/.test(fraction)) && more.length === 0;
  if (!isNumber) refuse(`${column}: "${text}" is no number`);
  return fraction === undefined ? groups.join('') : `${groups.join('')}.${fraction}`;
}

function quantityOf(text: string, { column }: Column): number {
  const quantity = Number(text);
  if (!Number.isInteger(quantity)) refuse(`${column}: ${text} is no whole number`);
  if (quantity === 0) refuse(`${column}: the quantity is zero`);
  if (Math.abs(quantity) > MAX_QUANTITY) refuse(`${column}: ${text} is too many`);
  return quantity;
}

function returnedQuantity(quantity: number, sign: 'NEGATIVE' | 'POSITIVE', { column }: Column): number {
  if (quantity < 0 !== (sign === 'NEGATIVE')) refuse(`${column}: a cancellation of ${quantity}`);
  return Math.abs(quantity);
}

function priceOf(text: string, currency: string, { column }: Column): bigint {
  let amountMinor: bigint;
  try {
    amountMinor = parseAmount(text, currency).amountMinor;
  } catch (error) {
    return refuse(`${column}: ${(error as Error).message}`);
  }
  if (amountMinor < 0n) refuse(`${column}: the price is negative`);
  // BIGINT of the database; a line's total must fit as well.
  if (amountMinor > BigInt(Number.MAX_SAFE_INTEGER) / BigInt(MAX_QUANTITY)) refuse(`${column}: ${text} is too much`);
  return amountMinor;
}

/** Codes are stored as ASCII, compared byte by byte. */
function codeOf(text: string, { column }: Column): string {
  if (text === '') refuse(`${column} is empty`);
  if (text.length > 45 || !/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text)) refuse(`${column}: "${text}" is no code of at most 45 ASCII characters`);
  return text;
}

/** As names are stored: no control characters, no halves of characters, at most 255 long. */
function nameOf(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').slice(0, 255).trim();
}

function refuse(reason: string): never {
  throw new Unreadable(reason);
}
