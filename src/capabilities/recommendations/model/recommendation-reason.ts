import { registerEnumType } from 'type-graphql';
import type { BehaviorKind } from './behavior-kind';

export enum RecommendationReason {
  SIMILAR_TO_VIEWED = 'SIMILAR_TO_VIEWED',
  SIMILAR_TO_CART = 'SIMILAR_TO_CART',
  SIMILAR_TO_FAVORITE = 'SIMILAR_TO_FAVORITE',
  SIMILAR_TO_PURCHASED = 'SIMILAR_TO_PURCHASED',
  RELATED = 'RELATED',
  TRENDING = 'TRENDING',
  POPULAR = 'POPULAR',
  SEEN_BEFORE = 'SEEN_BEFORE',
}

registerEnumType(RecommendationReason, {
  name: 'RecommendationReason',
  description: 'Why a product is recommended.',
  valuesConfig: {
    SIMILAR_TO_VIEWED: { description: 'People who liked what the viewer looked at (`becauseOf`) liked it.' },
    SIMILAR_TO_CART: { description: 'People who liked what the viewer put into a cart (`becauseOf`) liked it.' },
    SIMILAR_TO_FAVORITE: { description: 'People who liked what the viewer marked (`becauseOf`) liked it.' },
    SIMILAR_TO_PURCHASED: { description: 'People who liked what the viewer bought (`becauseOf`) liked it.' },
    RELATED: { description: 'People who liked the product that was asked about (`becauseOf`) liked it.' },
    TRENDING: { description: 'Many people deal with it these days.' },
    POPULAR: { description: 'Many people like it.' },
    SEEN_BEFORE: { description: 'The viewer dealt with it and did not buy it; such products come last.' },
  },
});

const reasonOfKind: Readonly<Record<BehaviorKind, RecommendationReason>> = {
  VIEW: RecommendationReason.SIMILAR_TO_VIEWED,
  SEARCH_CLICK: RecommendationReason.SIMILAR_TO_VIEWED,
  CART: RecommendationReason.SIMILAR_TO_CART,
  FAVORITE: RecommendationReason.SIMILAR_TO_FAVORITE,
  PURCHASE: RecommendationReason.SIMILAR_TO_PURCHASED,
};

export function similarTo(kind: BehaviorKind): RecommendationReason {
  return reasonOfKind[kind];
}
