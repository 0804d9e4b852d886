import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { LRUCache } from 'lru-cache';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../kernel/page';

export const MAX_TOKENS = 4_000;
/** The schema's own nested connections reach depth 13: orders.edges.node.lines.variant.product.variants.edges.node.price.amount. */
const MAX_DEPTH = 16;
/** A page of 100 with a page of 100 in each costs about 20,000 with two fields a row. */
const MAX_COST = 50_000;

/** Rules that limit what one document may ask, beside those of the specification. */
export function documentRules(): readonly ValidationRule[] {
  const armor = new ApolloArmor({
    maxAliases: { n: 15, allowList: [] },
    maxDirectives: { n: 8 },
    maxDepth: { n: MAX_DEPTH, flattenFragments: true },
    // The parser counts them: armor's own way answers every syntax error with 500.
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  });
  return armor.protect().validationRules;
}

/** A field costs one and its children; a connection costs its children as often as its page has room, `nodes` as often as it has ids. */
const estimator: ComplexityEstimator = ({ args, childComplexity, field }) => {
  if (Array.isArray(args.ids)) return 1 + args.ids.length * childComplexity;
  const isConnection = field.args.some(({ name }) => name === 'first');
  if (!isConnection) return 1 + childComplexity;
  const size = Number(args.first ?? args.last ?? DEFAULT_PAGE_SIZE);
  return 1 + Math.max(0, Math.min(size, MAX_PAGE_SIZE)) * childComplexity;
};

interface Asked {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

/** How many sizes of one document's pages are remembered as cheap enough. */
const MAX_KNOWN_SIZES = 100;

/** What was found cheap enough, by document: clients send the same ones over and over. */
const cheapEnough = new WeakMap<DocumentNode, LRUCache<string, true>>();

/** Refuses a document that could read too much, before anything is read. */
export function assertCost(schema: GraphQLSchema, asked: Asked): void {
  const sizes = sizesIn(asked);
  let known = cheapEnough.get(asked.document);
  if (known?.get(sizes)) return;
  const cost = costOf(schema, asked);
  // Variables of a wrong type: execution gives the exact error.
  if (cost === null) return;
  if (cost > MAX_COST) {
    throw new GraphQLError(`This document could read too much (cost ${cost} of at most ${MAX_COST}). Ask for smaller pages.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
  if (!known) cheapEnough.set(asked.document, (known = new LRUCache({ max: MAX_KNOWN_SIZES })));
  known.set(sizes, true);
}

/** What of the variables the cost depends on: numbers and truths (`first`, `@include`) by their value, lists by their length. */
function sizesIn({ operationName, variables }: Asked): string {
  const sizes = Object.entries(variables ?? {}).map(([name, value]) => `${name}=${sizeOf(value)}`);
  return `${operationName ?? ''}(${sizes.join(',')})`;
}

function sizeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : typeof value;
}

/** Null when the variables do not fit. */
function costOf(schema: GraphQLSchema, { document, operationName, variables }: Asked): number | null {
  try {
    return getComplexity({
      schema,
      query: document,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
      estimators: [estimator],
    });
  } catch {
    return null;
  }
}
