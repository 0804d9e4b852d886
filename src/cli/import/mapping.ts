import { z } from 'zod';
import { isZone } from '../../kernel/calendar';
import { isCurrencyCode } from '../../kernel/currency';
import { WALL_TIME_FORMAT_HELP, wallTimeReader } from './wall-time';

/** A mapping file that cannot be used, with a sentence for everything that is wrong in it. */
export class MappingError extends Error {}

const pattern = z.string().min(1).refine(isPattern, 'is not a regular expression');

/** A column by its heading, or with what is to be taken off its values: `{ "column": "CustomerID", "remove": "\\.0$" }`. */
const column = z
  .union([z.string().min(1), z.strictObject({ column: z.string().min(1), remove: pattern })])
  .transform((given) => (typeof given === 'string' ? { column: given, remove: null } : given));

const metadata = z.record(z.string().min(1), column).default({});

const mapping = z.strictObject({
  file: z.strictObject({ delimiter: z.string().min(1).max(3).default(','), quote: z.string().length(1).default('"') }).prefault({}),
  columns: z.strictObject({
    invoice: column,
    sku: column,
    description: column.optional(),
    quantity: column,
    unitPrice: column,
    at: column,
    /** Empty, or left out of the mapping: a guest. */
    customer: column.optional(),
  }),
  numbers: z.strictObject({ decimal: z.string().length(1).default('.'), thousands: z.string().length(1).nullable().default(null) }).prefault({}),
  times: z.strictObject({
    format: z.string().refine((format) => wallTimeReader(format) !== null, WALL_TIME_FORMAT_HELP),
    zone: z.string().refine(isZone, 'is not an IANA time zone'),
  }),
  currency: z.string().refine(isCurrencyCode, 'is not a currency of ISO 4217'),
  /** Which rows take goods back, and with which sign they count them. Left out: none do. */
  cancellation: z
    .union([
      z.strictObject({ column, prefix: z.string().min(1), quantity: z.enum(['NEGATIVE', 'POSITIVE']) }),
      z.strictObject({ column, equals: z.string().min(1), quantity: z.enum(['NEGATIVE', 'POSITIVE']) }),
    ])
    .optional(),
  /** SKUs that are charges and no goods. */
  fees: z.array(z.string().min(1)).default([]),
  /** PHYSICAL goods have stock and are shipped. */
  productType: z.enum(['PHYSICAL', 'DIGITAL']).default('PHYSICAL'),
  openingStock: z.strictObject({ atLeast: z.number().int().min(1) }).prefault({ atLeast: 1 }),
  /** The first whose words are in an item's description; without one that fits, an item has no category. */
  categories: z.array(z.strictObject({ category: z.string().min(1).max(100), words: z.array(z.string().min(1)).min(1) })).default([]),
  /** Columns that are kept with the order and with the customer. */
  metadata: z.strictObject({ order: metadata, customer: metadata }).prefault({}),
});

/** Where the columns of a CSV stand and how its values are written: another file needs another mapping, not other code. */
export type Mapping = Readonly<z.output<typeof mapping>>;

export type Column = Mapping['columns']['invoice'];

/** Reads the text of a mapping file. Throws MappingError. */
export function readMapping(text: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new MappingError(`The mapping is no JSON: ${(error as Error).message}`);
  }
  const parsed = mapping.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new MappingError(parsed.error.issues.map((issue) => `The mapping: ${issue.path.join('.') || 'it'}: ${issue.message}.`).join('\n'));
}

/** Every heading that the mapping names, so that a file without one of them can be refused before anything is done. */
export function columnsOf({ columns, cancellation, metadata: { order, customer } }: Mapping): string[] {
  const named = [...Object.values(columns), ...Object.values(order), ...Object.values(customer), ...(cancellation ? [cancellation.column] : [])];
  return [...new Set(named.flatMap((one) => one?.column ?? []))];
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
