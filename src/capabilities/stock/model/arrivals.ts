import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import { sumDemands, type Demand } from './demand';

interface OpenLine {
  readonly variantId: string;
  readonly sku: string;
  readonly openQuantity: number;
}

/**
 * What came, by the lines of the order; lines of one variant are summed. Refuses NOT_FOUND for what is not on the order,
 * MORE_THAN_ORDERED for more than has not come, INVALID.
 */
export function planArrivals<Line extends OpenLine>(lines: readonly Line[], arrived: readonly Demand[]): { line: Line; quantity: number }[] {
  if (arrived.length === 0) throw invalid('Something must have come: give its lines.', ['lines']);
  return quantitiesByLine(lines, arrived).map(({ line, quantity, field }) => {
    if (quantity <= line.openQuantity) return { line, quantity };
    throw new Refusal('MORE_THAN_ORDERED', `Only ${line.openQuantity} of ${line.sku} have not come yet: receive what was ordered, and adjust the stock by the rest.`, [...field, 'quantity']);
  });
}

/** Whether the same came. */
export function isSameArrival(lines: readonly OpenLine[], arrived: readonly Demand[], known: ReadonlyMap<OpenLine, number>): boolean {
  const quantities = quantitiesByLine(lines, arrived);
  return quantities.length === known.size && quantities.every(({ line, quantity }) => known.get(line) === quantity);
}

/** `field`: of the last line that names the variant, which is the one too many. */
function quantitiesByLine<Line extends OpenLine>(lines: readonly Line[], arrived: readonly Demand[]): { line: Line; quantity: number; field: readonly string[] }[] {
  const lineOf = new Map(lines.map((line) => [line.variantId, line]));
  const fieldOf = new Map(arrived.map(({ variantId, field = [] }) => [variantId, field]));
  const sums = sumDemands(arrived.map(({ field = [], ...demand }) => ({ ...demand, field: [...field, 'quantity'] })));
  return [...sums].map(([variantId, quantity]) => {
    const [line, field] = [lineOf.get(variantId), fieldOf.get(variantId)!];
    if (!line) throw notFound('A line of this order with this variant', [...field, 'variantId']);
    return { line, quantity, field };
  });
}
