import type { Shop, SignedInClient } from '../shop';

/** A shop that is being filled, as far as the seeders before this one have come. */
export interface SeededShop {
  readonly shop: Shop;
  /** A word that stands nowhere else: every text that a seeder writes contains it, so that the text is known anywhere. */
  readonly mark: string;
  readonly customer: SignedInClient;
  readonly admin: SignedInClient;
  /** Ids that later seeders need, by what they are: `variantId`, `planId`. */
  readonly ids: Record<string, string>;
}

/**
 * Fills a shop with at least one of every thing that its capability lets a client see, through the API where there is one: the
 * walk over two tenants looks for it from both sides.
 */
export interface Seeder {
  readonly capability: string;
  seed(seeded: SeededShop): Promise<void>;
}

/** Runs a mutation and returns its payload; throws when it was refused. */
export async function plant(client: Pick<SignedInClient, 'do'>, mutation: string, input: Record<string, unknown>, selection: string) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await client.do(
    `mutation Plant($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { field code message } } }`,
    { input },
  );
  const payload = data[mutation];
  if (payload.userErrors.length > 0) throw new Error(`${mutation}: ${JSON.stringify(payload.userErrors)}`);
  return payload;
}
