import { invalid } from '../../kernel/refusal';
import type { SqlValue } from './engine';
import type { TableColumn } from './table';

/** MySQL's TEXT, in bytes; SQLite would take any length. */
const MAX_TEXT_BYTES = 65_535;
/** MariaDB reads JSON of at most 32 levels. */
const MAX_JSON_LEVELS = 31;

/**
 * Refuses INVALID for a value that one of the engines could not keep: what the one refuses with an error of its own, the
 * other would store or cut off without a word.
 */
export function assertFits({ property, type, maxLength }: TableColumn, encoded: SqlValue): void {
  if (typeof encoded !== 'string') return;
  if (type === 'json') {
    if (levelsOf(encoded) > MAX_JSON_LEVELS) throw invalid(`${property} may be nested at most ${MAX_JSON_LEVELS} levels deep.`, [property]);
    return;
  }
  if (encoded.includes('\0')) throw invalid(`${property} must not contain the character U+0000.`, [property]);
  // Code points are counted only for the few texts that have enough UTF-16 units.
  if (maxLength !== null && encoded.length > maxLength && [...encoded].length > maxLength) {
    throw invalid(`${property} may have at most ${maxLength} characters.`, [property]);
  }
  if (type === 'text' && encoded.length > MAX_TEXT_BYTES / 4 && Buffer.byteLength(encoded) > MAX_TEXT_BYTES) {
    throw invalid(`${property} may have at most ${MAX_TEXT_BYTES} bytes.`, [property]);
  }
}

/** How deeply a JSON text nests. Brackets inside of strings are skipped. */
function levelsOf(jsonText: string): number {
  let levels = 0;
  let deepest = 0;
  for (const [token] of jsonText.matchAll(/"(?:[^"\\]|\\.)*"|[[{}\]]/g)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, (levels += 1));
    else if (token === '}' || token === ']') levels -= 1;
  }
  return deepest;
}
