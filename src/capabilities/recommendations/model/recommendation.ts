import { createHash } from 'node:crypto';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { idOfBytes } from '../../../kernel/id';
import { RecommendationReason } from './recommendation-reason';
import type { Suggestion } from './suggestions';

/** A product that is shown to somebody because of what is known of people. */
@ObjectType('Recommendation', { description: 'A product that is worth showing, and why.' })
export class Recommendation {
  @Field(() => Float, { description: 'From 1 for the first of its list downwards; compare scores of one answer only.' })
  score: number;

  @Field(() => RecommendationReason, { description: 'Why it is recommended.' })
  reason: RecommendationReason;

  @Field(() => ID, {
    description: 'Names this showing: the same for the same viewer, list, product and model. Keep it to tell later what became of it.',
  })
  recommendationId: string;

  productId: string;

  /** The product that did most for it. */
  becauseOfId: string | null;
}

/** What makes two showings the same. */
export interface Showing {
  readonly list: 'recommendations' | 'related' | 'trending';
  readonly tenantId: string;
  readonly userId: string | null;
  readonly modelId: string | null;
}

export function toRecommendation({ productId, score, reason, becauseOfId }: Suggestion, { list, tenantId, userId, modelId }: Showing): Recommendation {
  const digest = createHash('sha256').update(JSON.stringify([tenantId, list, userId, modelId, productId])).digest();
  const recommendationId = idOfBytes('rec', digest.subarray(0, 16));
  return Object.assign(new Recommendation(), { productId, score, reason, becauseOfId, recommendationId });
}
