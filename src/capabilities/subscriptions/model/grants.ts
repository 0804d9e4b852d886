import { invalid } from '../../../kernel/refusal';

/** What a plan or an add-on is to grant. */
export interface WantedGrants {
  /** Codes of the merchant's own. */
  readonly features: readonly string[];
  readonly productIds: readonly string[];
}

/** One thing that is granted: either of them. */
export interface Grant {
  readonly id: string;
  readonly feature: string | null;
  readonly productId: string | null;
}

/** Of each sort. */
const MAX_GRANTS = 100;
const FEATURE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/** Each once. Refuses INVALID for too many, and for a feature that is no code. */
export function wantedGrants(wanted: WantedGrants): WantedGrants {
  const [features, productIds] = [[...new Set(wanted.features)], [...new Set(wanted.productIds)]];
  if (features.length > MAX_GRANTS) throw invalid(`There are at most ${MAX_GRANTS} features.`, ['features']);
  if (productIds.length > MAX_GRANTS) throw invalid(`There are at most ${MAX_GRANTS} products.`, ['productIds']);
  const strange = features.find((feature) => !FEATURE.test(feature));
  if (strange !== undefined) throw invalid(`"${strange.slice(0, 100)}" is no code: letters, digits and . _ : - are, at most 100.`, ['features']);
  return { features, productIds };
}

/** What is no longer granted, by its id, and what is from now on. */
export function grantChanges(had: readonly Grant[], { features, productIds }: WantedGrants): { gone: string[]; more: ({ feature: string } | { productId: string })[] } {
  const isWanted = ({ feature, productId }: Grant) => (feature !== null && features.includes(feature)) || (productId !== null && productIds.includes(productId));
  return {
    gone: had.filter((grant) => !isWanted(grant)).map(({ id }) => id),
    more: [
      ...features.filter((feature) => !had.some((grant) => grant.feature === feature)).map((feature) => ({ feature })),
      ...productIds.filter((productId) => !had.some((grant) => grant.productId === productId)).map((productId) => ({ productId })),
    ],
  };
}
