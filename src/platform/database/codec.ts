import { toJsonText, type Jsonable } from '../../kernel/json';
import type { SqlValue } from './engine';
import { instantFromText, instantToText } from './instant-text';

/** How the values of one kind of column go into a statement and come out of a row, and what a client's cursor may say of them. */
export interface Codec {
  readonly encode: (value: unknown) => SqlValue;
  readonly decode: (stored: unknown) => unknown;
  /** The parameter for a sort value out of a cursor; undefined when no value of this kind has that form. */
  readonly fromCursor: (value: string | number) => SqlValue | undefined;
}

const text: Codec = {
  encode: (value) => (value ?? null) as SqlValue,
  decode: (stored) => stored ?? null,
  fromCursor: (value) => (typeof value === 'string' ? value : undefined),
};

const number: Codec = { ...text, fromCursor: (value) => (typeof value === 'number' ? value : undefined) };

const instant: Codec = {
  encode: (value) => (value == null ? null : instantToText(value as Date)),
  decode: (stored) => (stored == null ? null : instantFromText(stored as string)),
  fromCursor: (value) => (typeof value === 'string' && isInstantText(value) ? value : undefined),
};

const bigint: Codec = {
  encode: (value) => (value == null ? null : BigInt(value as bigint)),
  decode: (stored) => (stored == null ? null : BigInt(stored as string | number | bigint)),
  // A bigint and not its text: MySQL compares a number with text as floats, which merges neighbors beyond 2^53.
  fromCursor: (value) => (/^-?\d{1,19}$/.test(String(value)) ? BigInt(value) : undefined),
};

const boolean: Codec = {
  encode: (value) => (value == null ? null : value ? 1 : 0),
  decode: (stored) => (stored == null ? null : Number(stored) !== 0),
  fromCursor: (value) => (value === 0 || value === 1 ? value : undefined),
};

const json: Codec = {
  encode: (value) => (value == null ? null : toJsonText(value as Jsonable)),
  decode: (stored) => (stored == null ? null : (JSON.parse(stored as string) as unknown)),
  fromCursor: () => undefined,
};

const codecs: Record<string, Codec> = { int: number, datetime: instant, bigint, boolean, json };

export function codecOf(type: string): Codec {
  return codecs[type] ?? text;
}

function isInstantText(value: string): boolean {
  const read = instantFromText(value);
  return !Number.isNaN(read.getTime()) && instantToText(read) === value;
}
