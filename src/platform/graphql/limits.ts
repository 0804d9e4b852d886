import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
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

/** Refuses a document that could read too much, before anything is read. */
export function assertCost(
  schema: GraphQLSchema,
  { document, operationName, variables }: { document: DocumentNode; operationName?: string | null; variables?: Record<string, unknown> | null },
): void {
  let cost: number;
  try {
    cost = getComplexity({
      schema,
      query: document,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
      estimators: [estimator],
    });
  } catch {
    // Variables of a wrong type: execution gives the exact error.
    return;
  }
  if (cost > MAX_COST) {
    throw new GraphQLError(`This document could read too much (cost ${cost} of at most ${MAX_COST}). Ask for smaller pages.`, {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
}
