import { wallTimeInstant } from '../../kernel/calendar';

type Part = 'yyyy' | 'MM' | 'dd' | 'HH' | 'mm' | 'ss';

/** Longest first: a format is cut into these and what stands between them. */
const PARTS: readonly [token: string, part: Part, pattern: string][] = [
  ['yyyy', 'yyyy', '\\d{4}'],
  ['MM', 'MM', '\\d{2}'],
  ['M', 'MM', '\\d{1,2}'],
  ['dd', 'dd', '\\d{2}'],
  ['d', 'dd', '\\d{1,2}'],
  ['HH', 'HH', '\\d{2}'],
  ['H', 'HH', '\\d{1,2}'],
  ['mm', 'mm', '\\d{2}'],
  ['ss', 'ss', '\\d{2}'],
];

export const WALL_TIME_FORMAT_HELP = 'is made of yyyy, MM or M, dd or d, HH or H, mm and ss; year, month and day are needed: "yyyy-MM-dd HH:mm:ss"';

/** Reads a wall-clock time into an instant of the zone; null for a text that is none, or a day that no month has. */
export type WallTimeReader = (text: string, zone: string) => Date | null;

/** A reader of the format; null for a format that is none. An hour in the spring gap moves forward, a repeated one is the first. */
export function wallTimeReader(format: string): WallTimeReader | null {
  const { source, parts } = cut(format);
  if (!(['yyyy', 'MM', 'dd'] as const).every((part) => parts.includes(part)) || new Set(parts).size < parts.length) return null;
  const shape = new RegExp(`^${source}$`);
  return (text, zone) => {
    const match = shape.exec(text);
    if (!match) return null;
    const valueOf = (part: Part) => (parts.includes(part) ? match[parts.indexOf(part) + 1]! : '0').padStart(2, '0');
    try {
      return wallTimeInstant(
        `${valueOf('yyyy')}-${valueOf('MM')}-${valueOf('dd')}T${valueOf('HH')}:${valueOf('mm')}:${valueOf('ss')}.000`,
        zone,
      );
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  };
}

function cut(format: string): { source: string; parts: Part[] } {
  const parts: Part[] = [];
  let source = '';
  for (let rest = format; rest !== ''; ) {
    const [token, part, pattern] = PARTS.find(([word]) => rest.startsWith(word)) ?? [rest[0]!, null, null];
    if (part) parts.push(part);
    source += pattern ? `(${pattern})` : token.replace(/[^\p{L}\p{N}\s]/u, '\\$&');
    rest = rest.slice(token.length);
  }
  return { source, parts };
}
