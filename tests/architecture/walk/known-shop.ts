import { toJsonText, type Jsonable } from '../../../src/kernel/json';
import { prefixOf } from '../../../src/kernel/id';
import type { SeededShop } from '../../kit/seed/seeder';
import { rowsOf } from '../../kit/tenant-rows';

const TYPE_ID = /\b[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;

/** A seeded shop and everything by which its data would be known elsewhere. */
export class KnownShop {
  private constructor(
    readonly seeded: SeededShop,
    private readonly ids: ReadonlySet<string>,
    private readonly words: readonly string[],
  ) {}

  static async of(seeded: SeededShop): Promise<KnownShop> {
    const text = toJsonText((await rowsOf(seeded.shop)) as unknown as Jsonable);
    const { mark, customer, admin, shop } = seeded;
    return new KnownShop(seeded, new Set([...text.matchAll(TYPE_ID)].map(([id]) => id)), [mark, customer.email, admin.email, shop.tenantId]);
  }

  /** Up to `most` ids of a prefix, the oldest first. */
  idsOf(prefix: string, most: number): string[] {
    return [...this.ids].filter((id) => prefixOf(id) === prefix).sort().slice(0, most);
  }

  get prefixes(): string[] {
    return [...new Set([...this.ids].map((id) => prefixOf(id)!))].sort();
  }

  /** What of this shop stands in an answer. What the question itself said may come back in an error that repeats it. */
  bytesIn(answer: { data?: unknown; errors?: unknown }, question: string): string[] {
    const found = this.knownIn(JSON.stringify(answer.data ?? null));
    const repeated = this.knownIn(JSON.stringify(answer.errors ?? null)).filter((byte) => !question.includes(byte));
    return [...new Set([...found, ...repeated])];
  }

  private knownIn(text: string): string[] {
    const ids = [...text.matchAll(TYPE_ID)].map(([id]) => id).filter((id) => this.ids.has(id));
    return [...ids, ...this.words.filter((word) => text.includes(word))];
  }
}
