/** In code points; longer words are known by their beginning. */
export const MAX_WORD_LENGTH = 40;
/** A product is found by this many different words; those of a longer description are left out. */
export const MAX_WORDS = 500;

/** Letters that Unicode does not decompose, as people type them who lack the key. */
const SPELLINGS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };

/** Diacritics; soft hyphens, joiners and variation selectors, which nobody sees. */
const UNSEEN = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f]/g;

/**
 * A run of letters and digits; of scripts that put no spaces between words each character by itself; an emoji.
 * Everything else (quotes, `%`, `-`, `*`) only separates words.
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}]\p{M}*)+/gu;

/** The words of a text in order: lower case, without diacritics, an apostrophe inside a word left out (`children's`). */
export function wordsOf(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNSEEN, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => SPELLINGS[letter]!)
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
  return (folded.match(WORD) ?? []).map((word) => [...word].slice(0, MAX_WORD_LENGTH).join(''));
}

export interface SearchTerms {
  /** Words that must be there as they are. */
  readonly whole: readonly string[];
  /** The last word, which somebody may still be typing: one must begin with it. */
  readonly beginning: string;
}

/** What a search asks for: all its words, the last as a beginning. Null when the text has no word, so that nothing can match. */
export function searchTerms(search: string): SearchTerms | null {
  const words = wordsOf(search);
  const beginning = words.pop();
  return beginning === undefined ? null : { whole: [...new Set(words)], beginning };
}

export interface Searchable {
  readonly name: string;
  readonly description: string | null;
  readonly category: string | null;
  readonly variants: readonly { readonly name: string; readonly sku: string }[];
}

/** The words by which a product is found, each once. A SKU is found with and without its separators: `ab-12`, `ab12`. */
export function wordsOfProduct({ name, description, category, variants }: Searchable): string[] {
  const texts = [name, category ?? '', ...variants.flatMap(({ name: variantName, sku }) => [sku, joined(sku), variantName]), description ?? ''];
  return [...new Set(texts.flatMap(wordsOf))].slice(0, MAX_WORDS);
}

function joined(sku: string): string {
  return sku.replace(/[^\p{L}\p{N}]/gu, '');
}
