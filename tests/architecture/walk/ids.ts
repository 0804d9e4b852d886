import { getNamedType, isRequiredArgument, type GraphQLField } from 'graphql';
import { idPrefixOf } from '../../../src/platform/database/columns';
import type { KnownShop } from './known-shop';

const IDS_A_TYPE = 5;

/** Ids to ask for, by the name of the type that they belong to; `others` belong to no type of the schema. */
export interface IdsToAsk {
  readonly byType: ReadonlyMap<string, readonly string[]>;
  readonly others: readonly string[];
  readonly mark: string;
  /** Of the first row of each list, by the list's root field. */
  readonly cursors: ReadonlyMap<string, string>;
}

type Ids = Omit<IdsToAsk, 'cursors'>;
type RootField = GraphQLField<unknown, unknown>;

/** The ids and cursors of a shop that a caller could try. */
export async function idsToAsk(shop: KnownShop): Promise<IdsToAsk> {
  const ids = idsIn(shop);
  const lists = listFields(shop);
  const cursors = lists.map(async (field) => {
    const { [field.name]: list } = await shop.seeded.shop.server.do(`{ ${listCall(field, ids, 'first: 1')} { edges { cursor } } }`);
    return [field.name, list.edges[0].cursor] as const;
  });
  return { ...ids, cursors: new Map(await Promise.all(cursors)) };
}

export function idsIn(shop: KnownShop): Ids {
  const prefixes = prefixByType(shop);
  const types = [...prefixes].map(([type, prefix]) => [type, shop.idsOf(prefix, IDS_A_TYPE)] as const);
  const known = new Set(prefixes.values());
  const others = shop.prefixes.filter((prefix) => !known.has(prefix)).flatMap((prefix) => shop.idsOf(prefix, 1));
  return { byType: new Map(types.filter(([, ids]) => ids.length > 0)), others, mark: shop.seeded.mark };
}

/** The root fields that answer with a connection. */
export function listFields({ seeded }: KnownShop): RootField[] {
  const fields = Object.values(seeded.shop.world.program.schema.getQueryType()!.getFields());
  return fields.filter(({ type }) => getNamedType(type).name.endsWith('Connection'));
}

/** A root list with the ids that it requires: `relatedProducts(productId: "prod_...", first: 1)`. */
export function listCall({ name, args }: RootField, ids: Ids, page: string): string {
  const required = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${JSON.stringify(idsFor(arg.name, '', ids)[0])}, `);
  return `${name}(${required.join('')}${page})`;
}

/** Ids that an argument called so would hold: `variantId` those of ProductVariant, `id` those of the type that is returned. */
export function idsFor(name: string, returned: string, { byType }: Pick<IdsToAsk, 'byType'>): readonly string[] {
  if (name === 'giftTo') return anothers(idsFor('userId', returned, { byType }));
  // Those of sign-ins are in no input.
  const word = name === 'sessionId' ? 'cancellationsession' : name.replace(/Ids?$/, '').toLowerCase();
  if (word === 'id' || word === 'ids') return byType.get(returned) ?? [];
  const names = [...byType.keys()].filter((type) => type.toLowerCase().includes(word));
  // `replacementVariantId` is a variant's: what stands before the type's name says what it is for.
  const rest = name.replace(/^[a-z]+(?=[A-Z])/, '');
  if (names.length === 0 && !/^(Ids?)?$/.test(rest) && rest !== name) return idsFor(`${rest[0]!.toLowerCase()}${rest.slice(1)}`, returned, { byType });
  return names.sort((a, b) => a.length - b.length).flatMap((type) => byType.get(type) ?? []);
}

/** Nobody gives to herself. */
function anothers([first, ...others]: readonly string[]): readonly string[] {
  return first === undefined ? others : [...others, first];
}

/** Type -> the prefix of its ids; also of things that have ids and are no nodes. */
function prefixByType({ seeded }: KnownShop): Map<string, string> {
  const { nodes, database } = seeded.shop.world.program;
  const entities = database.tables.all().flatMap(({ entity }) => (idPrefixOf(entity) ? [[entity.name, idPrefixOf(entity)!] as const] : []));
  return new Map([...entities, ...nodes.prefixes.map((prefix) => [nodes.typeNameOf(prefix), prefix] as const)]);
}
