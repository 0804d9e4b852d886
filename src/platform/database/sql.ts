import { LRUCache } from 'lru-cache';
import type { SqlValue } from './engine';

export type SqlParameters = Readonly<Record<string, SqlValue | readonly SqlValue[]>>;

interface Template {
  readonly pieces: readonly string[];
  readonly names: readonly string[];
}

/** Bounded in characters too, because some texts grow with their number of rows. */
const templates = new LRUCache<string, Template>({ max: 1_000, maxSize: 1_000_000, sizeCalculation: (_template, text) => text.length });

/**
 * Turns `:name` into the engines' `?`; a list becomes `?, ?, ?` (an empty one becomes NULL, which matches nothing).
 * Every statement opens with its own name in a comment, so that a slow query log says who asked.
 */
export function bind(name: string, sql: string, parameters: SqlParameters): { sql: string; values: SqlValue[] } {
  const template = templateOf(name, sql);
  const values: SqlValue[] = [];
  let text = template.pieces[0]!;
  template.names.forEach((parameter, index) => {
    const value = parameters[parameter];
    if (value === undefined) throw new Error(`${name}: the parameter :${parameter} is missing`);
    if (Array.isArray(value)) {
      text += value.length === 0 ? 'NULL' : value.map(() => '?').join(', ');
      values.push(...(value as SqlValue[]));
    } else {
      text += '?';
      values.push(value as SqlValue);
    }
    text += template.pieces[index + 1]!;
  });
  return { sql: text, values };
}

function templateOf(name: string, sql: string): Template {
  const key = `/* ${name} */ ${sql}`;
  let template = templates.get(key);
  if (!template) {
    const names: string[] = [];
    const pieces = key.split(/:([a-zA-Z]\w*)/).filter((piece, index) => index % 2 === 0 || !names.push(piece));
    template = { pieces, names };
    templates.set(key, template);
  }
  return template;
}
