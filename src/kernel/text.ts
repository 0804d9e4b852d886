import { invalid } from './refusal';

type Field = readonly string[];

/**
 * A name or title: without spaces around and never empty. Refuses INVALID for one that is empty, too long, or has control
 * characters or halves of characters.
 */
export function normaliseName(name: string, field: Field, maxLength = 255): string {
  const normal = name.trim();
  if (normal === '') throw invalid('This must not be empty.', field);
  if (normal.length > maxLength) throw invalid(`This may have at most ${maxLength} characters.`, field);
  if (/[\p{Cc}\p{Cs}]/u.test(normal)) throw invalid('This must not have control characters.', field);
  return normal;
}

/** A longer text of several lines; null when nothing is left of it. Refuses INVALID like `normaliseName`. */
export function normaliseText(text: string | null | undefined, field: Field, maxLength = 10_000): string | null {
  const normal = (text ?? '').trim();
  if (normal.length > maxLength) throw invalid(`This may have at most ${maxLength} characters.`, field);
  if (/[\p{Cc}\p{Cs}]/u.test(normal.replace(/[\n\r\t]/g, ''))) throw invalid('This must not have control characters.', field);
  return normal === '' ? null : normal;
}

/**
 * A code: an SKU, an id of another system. Codes are compared byte by byte and spaces around them are no part of them.
 * Refuses INVALID for what is not 1 to `maxLength` printable ASCII characters.
 */
export function normaliseCode(code: string, field: Field, maxLength = 100): string {
  const normal = code.trim();
  if (normal.length === 0 || normal.length > maxLength || !/^[\x20-\x7e]+$/.test(normal)) {
    throw invalid(`This must have 1 to ${maxLength} characters of ASCII.`, field);
  }
  return normal;
}
