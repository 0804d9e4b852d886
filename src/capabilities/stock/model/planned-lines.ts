import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import { pieces, wholeNumber } from './whole-number';

/** One line as somebody wants it. */
export interface WantedLine {
  readonly variantId: string;
  readonly quantity: number;
  /** Minor units for one piece, where another cost than the item's was agreed. */
  readonly unitCostMinor?: bigint | null;
}

/** On what terms the supplier sells a variant. */
export interface LineTerms {
  readonly variantId: string;
  readonly supplierSku: string;
  readonly costMinor: bigint;
  readonly currency: string;
  readonly leadTimeDays: number | null;
  readonly packSize: number;
  readonly minimumQuantity: number;
}

/** What the lines show of the variant. */
export interface LineNames {
  readonly sku: string;
  readonly variantName: string;
  readonly productName: string;
}

export interface PlannedLine extends LineNames {
  readonly position: number;
  readonly variantId: string;
  readonly supplierSku: string;
  readonly quantity: number;
  readonly unitCostMinor: bigint;
  readonly currency: string;
  readonly leadTimeDays: number;
}

export interface Assortment {
  readonly termsOf: ReadonlyMap<string, LineTerms>;
  readonly namesOf: ReadonlyMap<string, LineNames>;
  /** For items that do not say it. */
  readonly leadTimeDays: number;
}

export const MAX_LINES = 200;
/** Far under 2^63, so that sums of orders fit as well. */
const MAX_TOTAL_MINOR = 10n ** 17n;

/**
 * Lines as they will stand on the order. Refuses NOT_FOUND for an unknown variant, SUPPLIER_ITEM_MISSING for one that the supplier does
 * not sell, QUANTITY_BELOW_MINIMUM and QUANTITY_NOT_IN_PACKS with what may be ordered instead, INVALID.
 */
export function planLines(wanted: readonly WantedLine[], assortment: Assortment): PlannedLine[] {
  if (wanted.length < 1 || wanted.length > MAX_LINES) throw invalid(`A purchase order has 1 to ${MAX_LINES} lines.`, ['lines']);
  const seen = new Set<string>();
  const lines = wanted.map((line, position) => {
    const field = ['lines', String(position)];
    if (seen.has(line.variantId)) throw invalid('A line before this one has the variant already: order all of it there.', [...field, 'variantId']);
    seen.add(line.variantId);
    return planLine(line, assortment, { position, field });
  });
  if (totalOf(lines) > MAX_TOTAL_MINOR) throw invalid(`A purchase order may cost at most ${MAX_TOTAL_MINOR} minor units.`, ['lines']);
  return lines;
}

export function totalOf(lines: readonly { quantity: number; unitCostMinor: bigint }[]): bigint {
  return lines.reduce((sum, { quantity, unitCostMinor }) => sum + unitCostMinor * BigInt(quantity), 0n);
}

function planLine({ variantId, quantity, unitCostMinor }: WantedLine, assortment: Assortment, { position, field }: { position: number; field: string[] }): PlannedLine {
  const [names, terms] = [assortment.namesOf.get(variantId), assortment.termsOf.get(variantId)];
  if (!names) throw notFound('This variant', [...field, 'variantId']);
  if (!terms) {
    throw new Refusal('SUPPLIER_ITEM_MISSING', `The supplier does not sell ${names.sku}: say on what terms it does with supplierItemSet.`, [...field, 'variantId']);
  }
  assertSold(quantity, terms, [...field, 'quantity']);
  const cost = unitCostMinor ?? terms.costMinor;
  if (cost < 0n || cost > MAX_PRICE_MINOR) throw invalid(`The cost must be 0 to ${MAX_PRICE_MINOR} minor units.`, [...field, 'unitCostMinor']);
  const { supplierSku, currency, leadTimeDays } = terms;
  return { ...names, position, variantId, supplierSku, quantity, unitCostMinor: cost, currency, leadTimeDays: leadTimeDays ?? assortment.leadTimeDays };
}

function assertSold(quantity: number, { packSize, minimumQuantity }: LineTerms, field: readonly string[]): void {
  wholeNumber(quantity, pieces, field);
  const least = Math.ceil(minimumQuantity / packSize) * packSize;
  if (quantity < least) throw new Refusal('QUANTITY_BELOW_MINIMUM', `The supplier sells at least ${least} of it at once: order ${least} or more.`, field);
  const over = quantity % packSize;
  if (over === 0) return;
  const packed = [quantity - over, quantity - over + packSize].filter((fitting) => fitting >= least);
  throw new Refusal('QUANTITY_NOT_IN_PACKS', `It is sold in packs of ${packSize}: order ${packed.join(' or ')}.`, field);
}
