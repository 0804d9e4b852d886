import { Field, ObjectType } from 'type-graphql';
import { csvText } from '../../../kernel/csv-text';
import type { Money } from '../../../kernel/money';

/** A purchase order as its supplier gets it. */
@ObjectType('OrderFile', { description: 'A purchase order as a file for its supplier.' })
export class OrderFile {
  @Field(() => String, { description: 'What to call it: `PO-000001.csv`.' })
  name: string;

  @Field(() => String, { description: 'What it is: `text/csv; charset=utf-8`.' })
  mediaType: string;

  @Field(() => String, { description: 'What stands in it: a line of headings, and one for each line of the order; costs in major units of the currency.' })
  content: string;
}

interface FiledOrder {
  readonly number: string;
  readonly currency: string;
  readonly expectedAt: Date | null;
}

interface FiledLine {
  readonly supplierSku: string;
  readonly sku: string;
  readonly productName: string;
  readonly variantName: string;
  readonly quantity: number;
  readonly unitCost: Money;
  readonly total: Money;
}

const HEADINGS = ['order', 'line', 'supplier_sku', 'our_sku', 'product', 'variant', 'quantity', 'unit_cost', 'total', 'currency', 'deliver_to', 'expected_on'];

/** `deliverTo`: the code of the warehouse. Texts that a spreadsheet would take for formulas are made harmless. */
export function orderFileOf(order: FiledOrder, lines: readonly FiledLine[], deliverTo: string): OrderFile {
  const expectedOn = order.expectedAt?.toISOString().slice(0, 10) ?? '';
  const rows = lines.map(({ supplierSku, sku, productName, variantName, quantity, unitCost, total }, index) => [
    ...[order.number, index + 1, supplierSku, sku, productName, variantName, quantity],
    ...[unitCost.amount, total.amount, order.currency, deliverTo, expectedOn],
  ]);
  return { name: `${order.number}.csv`, mediaType: 'text/csv; charset=utf-8', content: csvText([HEADINGS, ...rows]) };
}
