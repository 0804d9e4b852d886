import { invalid } from './refusal';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What may stand where JSON is written: instants become ISO text, whole big numbers become numbers or, above 2^53-1, text. */
export type Jsonable = Json | Date | bigint | undefined | readonly Jsonable[] | { readonly [key: string]: Jsonable };

export function bigintToJson(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value.toString();
}

/** Refuses INVALID for what nests so deeply that it cannot be written. */
export function toJsonText(value: Jsonable): string {
  return wellFormed(written(value, (entry) => (typeof entry === 'bigint' ? bigintToJson(entry) : entry)));
}

function written(value: unknown, replace: (entry: unknown) => unknown): string {
  try {
    return JSON.stringify(value, (_key, entry: unknown) => replace(entry));
  } catch (error) {
    if (error instanceof RangeError) throw invalid('This is nested too deeply.', []);
    throw error;
  }
}

/** Half of a UTF-16 pair is no text: MariaDB refuses its escape, and UTF-8 cannot write it. It becomes U+FFFD. */
function wellFormed(jsonText: string): string {
  if (!jsonText.includes('\\ud')) return jsonText;
  return jsonText.replace(/\\(?:\\|ud[89a-f][0-9a-f]{2})/g, (escape) => (escape === '\\\\' ? escape : '\\ufffd'));
}

/** The same text for equal values, whatever the order of their keys: what an idempotency key remembers of an input. */
export function canonicalJsonText(value: Jsonable): string {
  return written(JSON.parse(toJsonText(value)), (entry) =>
    entry !== null && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
