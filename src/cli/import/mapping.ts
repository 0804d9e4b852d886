import { z } from 'zod';
import { isZone } from '../../kernel/calendar';
import { isCurrencyCode } from '../../kernel/currency';
import { WALL_TIME_FORMAT_HELP, wallTimeReader } from './wall-time';

/** A mapping file that cannot be used, with a sentence for everything that is wrong in it. */
export class MappingError extends Error {}

const text = z.string().min(1, { error: 'must not be empty' });
const character = text.length(1, { error: 'must be one character' });
const pattern = text.refine(isPattern, 'is not a regular expression');

const column = z
  .union([text, z.strictObject({ column: text, remove: pattern })], {
    error: ({ input }) => (input === undefined ? 'is missing' : 'must be the heading of a column, or { "column": heading, "remove": regular expression }'),
  })
  .transform((given) => (typeof given === 'string' ? { column: given, remove: null } : given));

const metadata = z.record(text, column).default({});
const sign = z.enum(['NEGATIVE', 'POSITIVE']);

const mapping = z.strictObject({
  file: z
    .strictObject({
      delimiter: text.max(3, { error: 'has at most 3 characters' }).default(',').describe('What stands between two values.'),
      quote: character.default('"').describe('What encloses a value that has the delimiter in it.'),
      encoding: z
        .enum(['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le'])
        .default('utf-8')
        .describe('How the file writes its characters: `utf-8`, `windows-1252`, `iso-8859-15` or `utf-16le`. A file that is written otherwise is refused.'),
    })
    .refine(({ delimiter, quote }) => !delimiter.includes(quote), 'must have a delimiter and a quote that differ')
    .prefault({}),
  columns: z.strictObject({
    invoice: column.describe('Rows with the same value are one order, and it is the order\'s `externalId`.'),
    sku: column.describe('What was bought; case counts. It is the SKU of a variant.'),
    description: column.optional().describe('The name of the item: its newest sale that has one gives it.'),
    quantity: column.describe('How many: a whole number other than 0.'),
    unitPrice: column.describe('What one cost; 0 for a free line.'),
    at: column.describe('When, in the form of `times.format`.'),
    customer: column.optional().describe('Who bought: the user\'s `externalId`. Empty, or left out here: a guest.'),
  }),
  numbers: z
    .strictObject({
      decimal: character.default('.').describe('What stands before the fraction of a number.'),
      thousands: character.nullable().default(null).describe('What stands between its thousands, in groups of three; null for nothing.'),
    })
    .refine(({ decimal, thousands }) => decimal !== thousands, 'must have a decimal and a thousands that differ')
    .prefault({}),
  times: z.strictObject({
    format: text.refine((format) => wallTimeReader(format) !== null, WALL_TIME_FORMAT_HELP).describe('`yyyy`, `MM` or `M`, `dd` or `d`, `HH` or `H`, `mm`, `ss`, and what stands between them.'),
    zone: text.refine(isZone, 'is not an IANA time zone').describe('The zone of these wall-clock times. One that was skipped in spring moves forward, one that came twice in autumn is the first.'),
  }),
  currency: text.refine(isCurrencyCode, 'is not a currency of ISO 4217').describe('Of all prices.'),
  cancellation: z
    .union([z.strictObject({ column, prefix: text, quantity: sign }), z.strictObject({ column, equals: text, quantity: sign })], {
      error: 'must be { "column": …, "prefix" or "equals": …, "quantity": "NEGATIVE" or "POSITIVE" }',
    })
    .optional()
    .describe('Which rows take goods back: the value of `column` begins with `prefix`, or is `equals`; `quantity` says with which sign they count. Left out: none do.'),
  fees: z.array(text).default([]).describe('SKUs that are charges and no goods; their rows are counted and left out.'),
  productType: z.enum(['PHYSICAL', 'DIGITAL']).default('PHYSICAL').describe('PHYSICAL goods have stock and are shipped.'),
  openingStock: z
    .strictObject({ atLeast: z.int({ error: 'must be a whole number' }).min(1, { error: 'must be at least 1' }).max(1_000_000_000, { error: 'must be at most 1000000000' }).default(1).describe('With how many pieces an item opens if fewer were sold in the file.') })
    .prefault({}),
  categories: z
    .array(z.strictObject({ category: text.max(100, { error: 'has at most 100 characters' }), words: z.array(text).min(1, { error: 'must not be empty' }) }))
    .default([])
    .describe('`{ "category": …, "words": […] }`: the first of which a word is in the description of an item. Without one that fits, it has none.'),
  metadata: z
    .strictObject({
      order: metadata.describe('`{ name: column }`: what is kept with the order, under these names.'),
      customer: metadata.describe('The same for the customer.'),
    })
    .prefault({}),
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
  const parsed = mapping.safeParse(json, { error: sentenceOf });
  if (parsed.success) return parsed.data;
  throw new MappingError(parsed.error.issues.map(({ path, message }) => `The mapping: ${[path.join('.'), message].filter(Boolean).join(' ')}.`).join('\n'));
}

const TYPES: Readonly<Record<string, string>> = { string: 'a text', array: 'a list' };

/** For what the mapping's own sentences leave open. */
function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return `has no place for ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? 'an object'}`;
  return undefined;
}

/** Every entry of a mapping with its meaning, as docs/import.md tells it. */
export function describeMapping(): { entry: string; isNeeded: boolean; defaultValue: unknown; description: string }[] {
  return entriesOf(z.toJSONSchema(mapping, { io: 'input', unrepresentable: 'any' }), []);
}

function entriesOf(schema: z.core.JSONSchema.BaseSchema, path: readonly string[]): ReturnType<typeof describeMapping> {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const { description, default: defaultValue } = property;
    if (description === undefined) return entriesOf(property, [...path, name]);
    return [{ entry: [...path, name].join('.'), isNeeded: schema.required?.includes(name) ?? false, defaultValue, description }];
  });
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
