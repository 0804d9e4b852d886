import { Money } from '../../../kernel/money';
import { percentText } from '../../../kernel/percent';
import { columnsOfTax, taxOfColumns, type AppliedTax } from './applied-tax';
import type { Discount } from './discount.entity';
import { discountFormula, discountsOf, offText, usesLeft, type DiscountableLine } from './discounts';
import type { InvoiceLine } from './invoice-line.entity';
import { linesOf, type ComposedDiscount, type ComposedLine, type NewInvoice, type NewInvoiceLine } from './new-invoice';
import { taxOn } from './taxes';

/** A line that waited keeps its id, so that a credit for it is known. */
export type LineToCompose = NewInvoiceLine & { readonly id?: string };

export interface ComposeLines extends Pick<NewInvoice, 'userId' | 'currency'> {
  readonly lines: readonly LineToCompose[];
  /** Null for none. */
  readonly discount: Discount | null;
  /** What is on a category for this user; null for no tax. */
  readonly taxOf: (category: string) => AppliedTax | null;
}

/** Lines, then coupon, then tax. Refuses INVALID like `linesOf`. Rule: tests/vectors/README.md, Money. */
export function composeLines({ userId, currency, lines, discount, taxOf }: ComposeLines): { lines: ComposedLine[]; discount: ComposedDiscount | null } {
  const composed = linesOf({ userId, currency, lines });
  const taken = discount && takeOff(composed, { given: lines, discount, currency });
  for (const [index, line] of composed.entries()) {
    const { tax, taxCategory } = lines[index]!;
    const applied = tax ?? (taxCategory == null ? null : taxOf(taxCategory));
    if (applied) putTax(line, applied);
  }
  return { lines: composed, discount: taken };
}

/** A discount that has ended or is used up takes nothing. */
function takeOff(lines: ComposedLine[], { given, discount, currency }: { given: readonly LineToCompose[]; discount: Discount; currency: string }): ComposedDiscount | null {
  if (discount.endedAt || usesLeft(discount, discount.usedCount) === 0) return null;
  const discountable = lines.map((line, index) => discountableOf(line, given[index]!, creditedBy(given, lines)));
  const offs = discountsOf(discountable, { terms: discount, currency });
  const amountMinor = offs.reduce((sum, off) => sum + off, 0n);
  if (amountMinor === 0n) return null;
  for (const [index, line] of lines.entries()) if (offs[index]! > 0n) takeOffLine(line, { offMinor: offs[index]!, discount });
  return { discount, amountMinor, currency, explanation: discountFormula(discountable, { terms: discount, offMinor: amountMinor, currency }) };
}

/** What is given back on this invoice, by the id of the line that it stood on. */
function creditedBy(given: readonly LineToCompose[], lines: readonly ComposedLine[]): ReadonlyMap<string, bigint> {
  const credited = new Map<string, bigint>();
  for (const [index, { creditsLineId }] of given.entries()) {
    if (creditsLineId != null) credited.set(creditsLineId, (credited.get(creditsLineId) ?? 0n) - lines[index]!.amountMinor);
  }
  return credited;
}

function discountableOf({ amountMinor, tags }: ComposedLine, { id }: LineToCompose, credited: ReadonlyMap<string, bigint>): DiscountableLine {
  const planId = tags?.planId;
  return { priceMinor: amountMinor, creditedMinor: (id && credited.get(id)) || 0n, planId: typeof planId === 'string' ? planId : null };
}

function takeOffLine(line: ComposedLine, { offMinor, discount }: { offMinor: bigint; discount: Discount }): void {
  const { currency } = line;
  const left = Money.of(line.amountMinor - offMinor, currency);
  const [price, off] = [line.amountMinor, offMinor].map((minor) => Money.of(minor, currency).amount);
  line.explanation += `; ${discount.name} (${offText(discount)} off): ${price} - ${off} = ${left.amount} ${currency}`;
  line.discountMinor = offMinor;
  line.amountMinor = left.amountMinor;
}

/** Another tax in place of the one that a line has; null for none. Its price stays what was agreed. */
export function retaxLine(line: ComposedLine, tax: AppliedTax | null): void {
  const { taxMinor, chargedMinor } = line;
  const before = taxOfColumns(line);
  // The formula of the tax is the last thing that was said of the line.
  if (before) line.explanation = line.explanation.slice(0, -`; ${taxText({ ...line, amountMinor: chargedMinor }, { tax: before, taxMinor })}`.length);
  Object.assign(line, { amountMinor: chargedMinor, taxMinor: 0n }, columnsOfTax(null));
  if (tax) putTax(line, tax);
}

/** An included tax is taken out of the amount once, so that both sum to the price. */
function putTax(line: ComposedLine, tax: AppliedTax): void {
  const taxMinor = taxOn(line.amountMinor, tax);
  line.explanation += `; ${taxText(line, { tax, taxMinor })}`;
  if (tax.isIncluded) line.amountMinor -= taxMinor;
  Object.assign(line, { taxMinor }, columnsOfTax(tax));
}

/** "VAT 20 % on 9.99 = 2.00 GBP", or "VAT 20 % in 11.99 = 2.00 GBP, without it 9.99" */
function taxText({ amountMinor, currency }: Pick<InvoiceLine, 'amountMinor' | 'currency'>, { tax, taxMinor }: { tax: AppliedTax; taxMinor: bigint }): string {
  const [price, amount, rest] = [amountMinor, taxMinor, amountMinor - taxMinor].map((minor) => Money.of(minor, currency).amount);
  const sum = `${tax.name} ${percentText(tax.percent)} % ${tax.isIncluded ? 'in' : 'on'} ${price} = ${amount} ${currency}`;
  return tax.isIncluded ? `${sum}, without it ${rest}` : sum;
}
