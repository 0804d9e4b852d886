import { groupBy } from '../../../src/kernel/group';
import { toJsonText, type Jsonable } from '../../../src/kernel/json';
import { prefixOf } from '../../../src/kernel/id';
import type { SeededShop } from '../../kit/seed/seeder';
import { rowsOf } from '../../kit/tenant-rows';

const TYPE_ID = /\b[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
/** What stands behind an id's prefix is given once: it alone says whose the id is, and is found many times sooner. */
const SUFFIX = /_[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])/g;

/** A seeded shop and everything by which its data would be known elsewhere. */
export class KnownShop {
  private readonly suffixes: ReadonlySet<string>;
  private readonly byPrefix: ReadonlyMap<string, readonly string[]>;

  private constructor(
    readonly seeded: SeededShop,
    ids: ReadonlySet<string>,
    private readonly words: readonly string[],
  ) {
    this.suffixes = new Set([...ids].map((id) => id.slice(id.lastIndexOf('_'))));
    this.byPrefix = groupBy([...ids].sort(), (id) => prefixOf(id)!);
  }

  static async of(seeded: SeededShop): Promise<KnownShop> {
    const text = toJsonText((await rowsOf(seeded.shop)) as unknown as Jsonable);
    const { mark, customer, admin, shop } = seeded;
    return new KnownShop(seeded, new Set([...text.matchAll(TYPE_ID)].map(([id]) => id)), [mark, customer.email, admin.email, shop.tenantId]);
  }

  /** Up to `most` ids of a prefix, the oldest first. */
  idsOf(prefix: string, most: number): string[] {
    return this.byPrefix.get(prefix)?.slice(0, most) ?? [];
  }

  get prefixes(): string[] {
    return [...this.byPrefix.keys()].sort();
  }

  /** What of this shop stands in an answer. What the question itself said may come back in an error that repeats it. */
  bytesIn(answer: { data?: unknown; errors?: unknown }, question: string): string[] {
    const found = this.knownIn(JSON.stringify(answer.data ?? null));
    const repeated = this.knownIn(JSON.stringify(answer.errors ?? null)).filter((byte) => !question.includes(byte));
    return [...new Set([...found, ...repeated])];
  }

  private knownIn(text: string): string[] {
    const ids = [...text.matchAll(SUFFIX)].map(([suffix]) => suffix).filter((suffix) => this.suffixes.has(suffix));
    return [...ids, ...this.words.filter((word) => text.includes(word))];
  }
}
